//! Sets that grow together, unless something forbids it.
//!
//! In: pairs, strongest first. Out: [`Sets`]. Always holds: no set holds two members that `forbid` parts.

/// Members 0..n in disjoint sets.
#[derive(Debug, Clone)]
pub(super) struct Sets {
    /// The set each member is in, named by its first member.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Sets {
    /// Each of `count` members alone.
    pub(super) fn new(count: usize) -> Self {
        Self { of: (0..count).collect(), members: (0..count).map(|at| vec![at]).collect() }
    }

    /// The set that `member` is in.
    pub(super) fn of(&self, member: usize) -> usize {
        self.of.get(member).copied().unwrap_or(member)
    }

    /// The members of the set named `set`, sorted.
    pub(super) fn members(&self, set: usize) -> &[usize] {
        self.members.get(set).map_or(&[], Vec::as_slice)
    }

    /// Joins the sets of two members unless `forbid` parts a member of one from a member of the other; says whether
    /// they are in one set now.
    pub(super) fn join(&mut self, one: usize, other: usize, forbid: impl Fn(usize, usize) -> bool) -> bool {
        let (one, other) = (self.of(one), self.of(other));
        if one == other {
            return true;
        }
        let (one, other) = (one.min(other), one.max(other));
        let parted = self.members(one).iter().any(|&a| self.members(other).iter().any(|&b| forbid(a, b)));
        if parted {
            return false;
        }
        let moved = std::mem::take(&mut self.members[other]);
        for &member in &moved {
            self.of[member] = one;
        }
        let ordered = self.members[one].last() < moved.first();
        self.members[one].extend(moved);
        if !ordered {
            self.members[one].sort_unstable();
        }
        true
    }

    /// All sets, each by its first member.
    pub(super) fn all(&self) -> impl Iterator<Item = &[usize]> {
        self.members.iter().filter(|set| !set.is_empty()).map(Vec::as_slice)
    }
}
