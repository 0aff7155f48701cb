#!/usr/bin/env python3
"""Twelve kinds of web page round one communiqué, read by diwan and by trafilatura.

    python3 tests/html/compare.py [DIWAN]

Kept: share of the article's lines that come back whole. Junk: menus, related posts, comments and the like that come
back with it, of eight. Without the Python package trafilatura only diwan is read. Fails when diwan keeps less than 0.95
or lets through more than two pieces of junk on any page, or is worse than trafilatura over all.
"""
import html
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import trafilatura
except ImportError:
    trafilatura = None

TITLE = "رابطة حرفيي الخشب تنتخب مكتبها الجديد"
PARAGRAPHS = [
    "عقدت رابطة حرفيي الخشب بالصويرة، يوم الأحد 12 ماي 2024، جمعها العام العادي بحضور ستين منخرطا ومنخرطة من مختلف أحياء المدينة وضواحيها.",
    "وبعد تلاوة التقريرين الأدبي والمالي ومناقشتهما تمت المصادقة عليهما بالإجماع، ثم انتخب الحاضرون مكتبا جديدا لولاية مدتها ثلاث سنوات (2024-2027).",
    "وقد تشكل المكتب على النحو التالي:",
]
ITEMS = [
    "الرئيس: عبد الجليل الصويري",
    "الكاتبة العامة: نعيمة بوستة",
    "أمين المال: حميد أكنسوس (Atelier Thuya)",
    "المستشارة: رجاء الحاحي",
]
LAST = "واختتم الجمع بالدعوة إلى فتح باب الانخراط أمام الشباب، على الساعة 13:30."
LINES = PARAGRAPHS + ITEMS + [LAST]
JUNK = [
    "الرئيسية من نحن اتصل بنا",
    "أسعار الذهب ترتفع في الأسواق العالمية",
    "شاهد أيضا فيديو طريف من المدينة",
    "تعليق من زائر: موضوع جميل شكرا لكم",
    "شارك المقال مع أصدقائك",
    "جميع الحقوق محفوظة للموقع",
    "اشترك في نشرتنا البريدية",
    "نستخدم ملفات تعريف الارتباط",
]


def p(text):
    return f"<p>{html.escape(text)}</p>"


def article(item="li"):
    items = "".join(f"<li>{html.escape(text)}</li>" for text in ITEMS)
    return "".join(map(p, PARAGRAPHS)) + f"<ul>{items}</ul>" + p(LAST)


def links(*texts):
    return "<ul>" + "".join(f'<li><a href="/x{at}">{text}</a></li>' for at, text in enumerate(texts)) + "</ul>"


def page(body, head="", charset='<meta charset="utf-8">'):
    return f'<!doctype html><html lang="ar" dir="rtl"><head>{charset}<title>{TITLE} - جريدة الساحل</title>{head}</head><body>{body}</body></html>'


MENU, GOLD, VIDEO, COMMENT, SHARE, RIGHTS, LETTER, COOKIES = JUNK


def wordpress():
    return page(
        f'<header><nav>{links(*MENU.split(" ", 1))}<span>{MENU}</span></nav></header><div id="content"><article class="post hentry">'
        f'<h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><time datetime="2024-05-13">13 ماي 2024</time></div>'
        f'<div class="entry-content">{article()}<div class="sharedaddy">{SHARE}</div></div></article>'
        f'<div class="related-posts"><h3>مواضيع ذات صلة</h3>{links(GOLD, VIDEO)}</div><div id="comments"><ol><li class="comment">{p(COMMENT)}</li></ol></div></div>'
        f'<aside class="sidebar widget-area"><div class="widget">{LETTER}</div></aside><footer>{RIGHTS}</footer><div class="cookie-notice">{COOKIES}</div>'
    )


def soup():
    inner = "".join(f"<div>{html.escape(text)}</div>" for text in LINES)
    return page(
        f'<div><div><a href="/">{MENU}</a></div><div><a href="/1">{GOLD}</a><a href="/2">{VIDEO}</a></div><div><div>{TITLE}</div><div>{inner}</div></div>'
        f'<div><a href="#">{SHARE}</a></div><div>{COMMENT}</div><div><a href="/n">{LETTER}</a></div><div>{RIGHTS}</div><div>{COOKIES}</div></div>'
    )


def old_table():
    inner = "<br><br>".join(map(html.escape, PARAGRAPHS)) + "<br>" + "<br>".join("- " + html.escape(text) for text in ITEMS) + "<br><br>" + html.escape(LAST)
    return page(
        f'<table width="100%"><tr><td colspan="3"><a href="/">{MENU}</a></td></tr><tr><td width="20%"><a href="/1">{GOLD}</a><br><a href="/2">{VIDEO}</a></td>'
        f'<td><font size="4"><b>{TITLE}</b></font><br><font size="3">{inner}</font></td><td><a href="/n">{LETTER}</a></td></tr>'
        f'<tr><td colspan="3"><center>{RIGHTS}</center></td></tr></table>',
        charset='<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
    ).encode("cp1256")


def no_charset():
    return page(f"<div>{links(MENU)}</div><div class=story><h1>{TITLE}</h1>{article()}</div><div class=footer>{RIGHTS}</div>", charset="").encode("cp1256")


def drupal():
    return page(
        f'<div id="page"><div id="header" class="region region-header">{links(MENU)}</div><div class="region region-content"><div class="node node-article">'
        f'<h2>{TITLE}</h2><div class="field field-name-body"><div class="field-items"><div class="field-item even">{article()}</div></div></div>'
        f'<ul class="links inline"><li>{SHARE}</li></ul></div></div><div class="region region-sidebar-second"><div class="block block-views">{links(GOLD, VIDEO)}</div>'
        f'<div class="block block-newsletter">{LETTER}</div></div><div id="footer">{RIGHTS}</div></div>'
    )


def blogger():
    return page(
        f'<div class="header-outer">{MENU}</div><div class="main-outer"><div class="post hentry"><h3 class="post-title entry-title">{TITLE}</h3>'
        f'<div class="post-body entry-content">{article()}</div><div class="post-footer">{SHARE}</div></div><div class="comments" id="comments"><div class="comment-block"><p>{COMMENT}</p></div></div></div>'
        f'<div class="column-right-outer"><div class="widget PopularPosts">{links(GOLD, VIDEO)}</div></div><div class="footer-outer">{RIGHTS}</div>'
    )


def portal():
    ticker = " | ".join([GOLD, VIDEO] * 4)
    between = f'<div class="inline-related"><a href="/r">{VIDEO}</a></div>'
    body = "".join(map(p, PARAGRAPHS)) + between + "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in ITEMS) + "</ul>" + p(LAST)
    return page(
        f'<div class="topbar">{MENU}</div><marquee>{ticker}</marquee><main><section class="article-body"><h1>{TITLE}</h1>{body}</section>'
        f'<section class="most-read"><h2>الأكثر قراءة</h2>{links(GOLD, VIDEO)}</section></main><footer><p>{RIGHTS}</p><p>{LETTER}</p></footer>'
    )


def members_table():
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in text.split(": ")) + "</tr>" for text in ITEMS)
    return page(
        f'<nav>{links(MENU)}</nav><article><h1>{TITLE}</h1>{"".join(map(p, PARAGRAPHS))}<table><tr><th>الصفة</th><th>الاسم</th></tr>{rows}</table>{p(LAST)}</article>'
        f'<aside>{links(GOLD, VIDEO)}</aside><footer>{RIGHTS}</footer>'
    )


def json_ld():
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","datePublished":"2024-05-13","author":{"name":"سعيد المحرر"}}</script>' % TITLE
    return page(
        f'<div class="nav">{MENU}</div><div itemprop="articleBody" class="text-block">{article()}</div><div class="author-box">سعيد المحرر</div>'
        f'<div class="tags">{links("الصويرة", "الخشب")}</div><div class="newsletter-box">{LETTER}</div><div class="copyright">{RIGHTS}</div>',
        head=data,
    )


def bilingual():
    french = p("L'association des artisans du bois d'Essaouira a tenu son assemblée générale ordinaire le 12 mai 2024 en présence de soixante adhérents.")
    return page(f'<div id="menu">{links(MENU, "Accueil")}</div><div id="main"><h1>{TITLE}</h1>{article()}{french}</div><div id="bottom">{RIGHTS}</div>')


def utf16():
    return page(f'<div class="menu">{links(MENU)}</div><div class="content"><h1>{TITLE}</h1>{article()}</div><div class="footer">{RIGHTS}</div>', charset="").encode("utf-16")


def spans():
    body = "".join(f'<p dir="RTL"><span style="font-family:Arial"><b></b><span lang="AR-MA">{html.escape(text)}</span></span><o:p></o:p></p>' for text in LINES)
    return page(f'<div class="site-nav">{MENU}</div><div class="WordSection1"><p><b>{TITLE}</b></p>{body}</div><div class="site-footer">{RIGHTS}</div><div class="gdpr">{COOKIES}</div>')


KINDS = [wordpress, soup, old_table, no_charset, drupal, blogger, portal, members_table, json_ld, bilingual, utf16, spans]


def plain(text):
    text = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069|•*-]|\t", " ", text)
    return re.sub(r"\s+", " ", text.replace(": ", " ")).strip()


def score(text):
    whole = plain(text)
    kept = sum(plain(line) in whole for line in LINES) / len(LINES)
    return kept, sum(plain(junk) in whole for junk in JUNK)


def main():
    diwan = sys.argv[1] if len(sys.argv) > 1 else "target/release/diwan"
    folder = pathlib.Path(tempfile.mkdtemp())
    sums, bad = {}, []
    print(f"{'page':14} {'diwan':>12} {'trafilatura':>12}   kept / junk of {len(JUNK)}")
    for kind in KINDS:
        made = kind()
        data = made if isinstance(made, bytes) else made.encode()
        path = folder / f"{kind.__name__}.html"
        path.write_bytes(data)
        read = {"diwan": subprocess.run([diwan, "text", str(path)], capture_output=True, check=True).stdout.decode()}
        if trafilatura:
            read["trafilatura"] = trafilatura.extract(data, include_comments=False, include_tables=True) or ""
        scores = {name: score(text) for name, text in read.items()}
        for name, (kept, junk) in scores.items():
            sums.setdefault(name, [0.0, 0])
            sums[name][0] += kept / len(KINDS)
            sums[name][1] += junk
        if scores["diwan"][0] < 0.95 or scores["diwan"][1] > 2:
            bad.append(kind.__name__)
        show = lambda name: "{:.2f} / {}".format(*scores[name]) if name in scores else "-"
        print(f"{kind.__name__:14} {show('diwan'):>12} {show('trafilatura'):>12}")
    print(f"{'all':14} " + " ".join(f"{kept:.3f} / {junk}".rjust(12) for kept, junk in sums.values()))
    if not trafilatura:
        print("skipped: trafilatura is not installed (pip install trafilatura)")
    elif sums["diwan"][0] + 1e-9 < sums["trafilatura"][0] or sums["diwan"][1] > sums["trafilatura"][1]:
        bad.append("worse than trafilatura over all")
    if bad:
        sys.exit("failed: " + ", ".join(bad))


main()
