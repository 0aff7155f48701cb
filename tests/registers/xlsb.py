#!/usr/bin/env python3
"""Writes mawani.xlsb record by record, for no free program writes the format. Run in this folder."""
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org"
ROWS = [
    ["نقابة مستخدمي الموانئ بنواكشوط"],
    [],
    ["الرقم", "الاسم واللقب", "المؤسسة", "الصفة", "الهاتف", "تاريخ الانتساب", "الاشتراك 2023", "الاشتراك 2024"],
    [1.0, "السيد/ محمدن ولد الداه", "ميناء الصداقة", "رئيس", 22334455.0, 44927.0, 1200.0, 1200.0],
    [2.0, "مكفولة بنت أحمدو", "Port Autonome", "أمينة الخزينة", 46112233.0, "15/03/2023", 1200.0, None],
    [3.0, "سيدي محمد ولد اعل", "ميناء الصداقة", "عضو", "36 99 88 77", "2023-06-01", "#N/A", 600.0],
    [None, "المجموع", None, None, None, None, 2400.0, 1800.0],
]


def record(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + data


def wide(text):
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def sheet():
    out = record(129) + record(148, struct.pack("<IIII", 0, len(ROWS) - 1, 0, 7)) + record(145)
    for row, cells in enumerate(ROWS):
        out += record(0, struct.pack("<IIHHBI", row, 0, 300, 0, 0, 0))
        for column, value in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if value == "#N/A":
                out += record(3, place + b"\x2a")
            elif isinstance(value, str):
                out += record(6, place + wide(value))
            elif value is not None:
                out += record(5, place + struct.pack("<d", value))
    return out + record(146) + record(130)


def book():
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("المنتسبون")
    return record(131) + record(143) + record(156, bundle) + record(144) + record(132)


PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{MAIN}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship Id="rId1" Type="{MAIN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>',
    "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{MAIN}/package/2006/relationships"><Relationship Id="rId1" Type="{MAIN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
    "xl/workbook.bin": book(),
    "xl/worksheets/sheet1.bin": sheet(),
}
with zipfile.ZipFile("mawani.xlsb", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, data in PARTS.items():
        archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
