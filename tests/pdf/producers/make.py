#!/usr/bin/env python3
"""Makes the PDFs of this folder, each with the text it must be read as, and the communiqué in the other formats.

Needs chromium, LibreOffice, Ghostscript and poppler on the path, and the Python packages weasyprint, typst, pikepdf and
python-docx; the fonts Amiri, Noto Naskh Arabic and DejaVu Sans. Run in this folder. Every name in the texts is invented.
"""
import html
import pathlib
import subprocess
import tempfile

import pikepdf
import typst
import weasyprint
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HERE = pathlib.Path(__file__).parent
WORK = pathlib.Path(tempfile.mkdtemp())
# Kind and content of each block: heading, paragraph, item, table (rows of cells).
DOCS = {
    'communique': [
        ('h', 'بلاغ صحفي'),
        ('h', 'انتخاب مكتب تنفيذي جديد للفدرالية الوطنية لصناعات الورق والكرتون (FNPC)'),
        ('p', 'عقدت الفدرالية الوطنية لصناعات الورق والكرتون (FNPC) يوم الأربعاء 14 فبراير 2024 بمدينة القنيطرة جمعها العام العادي، برئاسة السيدة نعيمة الحجوجي وبحضور 63 مقاولة من أصل 71، أي بنسبة 88,7%، وذلك وفقا للمادتين 12 و13 من النظام الأساسي.'),
        ('p', 'وبعد الاستماع إلى التقريرين الأدبي والمالي والمصادقة عليهما بالإجماع، انتخب الحاضرون لولاية مدتها ثلاث سنوات (2024-2027) مكتبا تنفيذيا يتكون من:'),
        ('li', 'السيد عبد الإله بنكيران الفاسي، المدير العام لشركة Papeteries du Gharb (PG)، رئيسا؛'),
        ('li', 'السيدة أمينة الإدريسي لالو، مديرة Atlas Carton SARL، نائبة أولى للرئيس؛'),
        ('li', 'السيد لحسن أيت بلا، عن مؤسسة «الأوراق الخضراء»، كاتبا عاما؛'),
        ('li', 'السيدة ثريا الآلوسي، نائبة الكاتب العام؛'),
        ('li', 'السيد يوسف المؤذن (Ouest Emballage, Kénitra)، أمينا للمال؛'),
        ('li', 'السيد مصطفى اللبّان، مستشارا مكلفا بالعلاقات مع الإدارة والإعلام.'),
        ('p', 'للتواصل: الهاتف 0537-36-22-41 أو 06 61 22 33 44، البريد الإلكتروني contact@fnpc-papier.ma، الموقع www.fnpc-papier.ma/ar.'),
        ('p', 'وحرر بالقنيطرة في 16/02/2024.'),
    ],
    'minutes': [
        ('h', 'محضر اجتماع المجلس الإداري رقم 07/2023'),
        ('p', 'اجتمع المجلس الإداري لجمعية مستثمري المنطقة الصناعية سيدي بوزكري يوم الثلاثاء 5 دجنبر 2023 على الساعة 10:30 صباحا بمقرها، وتم توزيع المهام كما يلي:'),
        ('tbl', [
            ['ر.ت', 'الاسم الكامل', 'الصفة', 'المقاولة', 'الهاتف', 'تاريخ الانخراط'],
            ['1', 'محمد أمين الزيادي', 'رئيس', 'Meknès Plast', '0661-45-12-08', '12/03/2019'],
            ['2', 'إلهام الصقلي', 'نائبة الرئيس', 'Textile Ismaïlia', '0662-78-00-31', '01/09/2020'],
            ['3', 'عبد اللطيف أولاد الحاج', 'كاتب عام', 'شركة الأطلس للتغليف', '0535-40-17-22', '22/11/2018'],
            ['4', 'سلمى لمراني علوي', 'أمينة المال', 'Bureau Lahlou & Fils', '0670-11-90-55', '30/06/2021'],
            ['5', 'رضى بلاّل', 'مستشار', 'Agro-Saïss (AS)', '0668-03-64-19', '15/01/2022'],
        ]),
        ('p', 'وتقرر رفع واجب الانخراط السنوي من 1.500,00 إلى 2.250,50 درهما ابتداء من فاتح يناير 2024، وتمت المصادقة بأغلبية 9 أصوات مقابل 2.'),
        ('p', 'رفعت الجلسة على الساعة 12:15. التوقيع: الكاتب العام.'),
    ],
    'letter': [
        ('p', 'الرباط، في 8 ماي 2025'),
        ('p', 'من رئيس الغرفة المهنية للحرف والخدمات'),
        ('p', 'إلى السيد المندوب الإقليمي لوزارة التجارة والصناعة'),
        ('p', 'الموضوع: طلب تجديد الاتفاقية رقم 118/2021 (الملحق 3-ب)'),
        ('p', 'المرجع: رسالتكم عدد 2025/0457 بتاريخ 21 أبريل 2025؛ المادة 4 (الفقرة 2) من القانون 15.95 المتعلق بمدونة التجارة.'),
        ('p', 'سلام تام بوجود مولانا الإمام،'),
        ('p', 'وبعد، فيشرفني أن أحيط سيادتكم علما بأن الاتفاقية المشار إليها أعلاه ستنتهي صلاحيتها يوم 30/06/2025، وأن مبلغ المساهمة السنوية (120.000 درهم) قد أدي كاملا بواسطة التحويل البنكي رقم RIB 011 780 0000123456789012 34 لدى Crédit du Centre [وكالة أكدال].'),
        ('p', 'وعليه، نلتمس منكم الموافقة على تجديدها للفترة 2025-2028 بالشروط نفسها، مع إضافة بند يتعلق بالتكوين المستمر (e-learning) لفائدة 1.250 مستفيدا ومستفيدة، بكلفة لا تتجاوز 3,5% من الميزانية.'),
        ('p', 'وتفضلوا، السيد المندوب، بقبول فائق عبارات الاحترام والتقدير.'),
        ('p', 'الإمضاء: د. عبد الحي الأزرق'),
    ],
    'marks': [
        ('h', 'كَلِمَةُ الرَّئِيسِ فِي حَفْلِ التَّكْرِيمِ'),
        ('p', 'بِسْمِ اللَّهِ الرَّحْمَنِ الرَّحِيمِ. أَيُّهَا السَّيِّدَاتُ وَالسَّادَةُ، يُسْعِدُنِي أَنْ أُرَحِّبَ بِكُمْ فِي هَذَا اللِّقَاءِ الأَوَّلِ مِنْ نَوْعِهِ، وَأَنْ أَشْكُرَ كُلَّ مَنْ سَاهَمَ فِي إِنْجَاحِهِ.'),
        ('p', 'لقد كرَّمت الجمعيّةُ هذا العام ثلاثَ شخصيّاتٍ: الأستاذَ الطيّب الصدّيقي، والدكتورةَ لُبنى الأُمَوي، والفنّانَ عُمَر ڤيلالي (Omar Villali)، وقد حضر الحفلَ حوالي ٣٥٠ مدعوًّا يوم ١٧ رمضان ١٤٤٥ هـ الموافق ٢٨ مارس ٢٠٢٤ م.'),
        ('p', 'قال الرئيسُ: «إنّ العملَ التطوّعيَّ رسالةٌ (لا وظيفةٌ)؛ فَلْنَحْمِلْهَا معًا!» ثم أضاف: هل نحن مستعدّون؟ نعم، بلا شكّ...'),
    ],
    'longtbl': [
        ('h', 'لائحة أعضاء اللجنة العليا'),
        ('tbl', [
            ['العضو', 'المهمة والصفة', 'الجهة'],
            ['المهندس خالد بن سالم الرواحي', 'رئيس اللجنة العليا والمشرف العام على برامج التحول الرقمي والتدريب المهني', 'مسقط'],
            ['أ. منى بنت حمد البلوشية', 'مقررة اللجنة ومنسقة العلاقات مع المؤسسات الصغيرة والمتوسطة في المحافظات', 'ظفار، صلالة'],
            ['د. سيف بن ناصر الهنائي', 'عضو مكلف بالشؤون القانونية (عقود، نزاعات) ومتابعة تنفيذ القرارات الصادرة عن المجلس', 'الداخلية – نزوى'],
            ['ليان الزدجالية', 'أمينة السر', 'مسقط'],
        ]),
        ('p', 'اعتمدت هذه اللائحة بالقرار رقم ٤٥/٢٠٢٢ الصادر بتاريخ ٩ أكتوبر ٢٠٢٢.'),
    ],
    'form': [
        ('h', 'المملكة المغربية – الجامعة الملكية لسباقات الدراجات الجبلية'),
        ('h', 'استمارة تجديد أجهزة العصبة الجهوية'),
        ('tbl', [
            ['اسم العصبة:', 'عصبة الأطلس المتوسط'],
            ['تاريخ الجمع العام:', 'السبت 4 ماي 2024'],
            ['مكان الانعقاد:', 'قاعة الاجتماعات، بلدية إفران'],
            ['عدد الحاضرين:', '41 من 52'],
            ['مدة الولاية:', 'أربع سنوات (2024-2028)'],
            ['رقم الوصل المؤقت:', '117/2024'],
        ]),
        ('p', 'تشكيلة المكتب المديري:'),
        ('tbl', [
            ['الصفة', 'الاسم والنسب', 'رقم البطاقة', 'البريد الإلكتروني'],
            ['الرئيس', 'حسن أمزيان', 'DA 45871', 'h.amziane@vtt-atlas.example'],
            ['النائب الأول', 'كنزة الوردي', 'DB 90233', 'k.ouardi@vtt-atlas.example'],
            ['الكاتب العام', 'موحى أوعلي', 'D 774120', 'm.ouali@vtt-atlas.example'],
            ['أمين المال', 'زكرياء بن عمر', 'DE 10987', 'z.benomar@vtt-atlas.example'],
        ]),
        ('p', 'حرر بإفران في: 4/5/2024              توقيع الرئيس'),
    ],
    'statutes': [
        ('p', 'المادة 4: تتألف الجمعية العمومية من جميع الأعضاء الذين أدوا واجب الانخراط قبل متم شهر مارس، وتجتمع في دورة عادية مرة كل سنة بدعوة من الرئيس توجه إليهم قبل 15 يوما من تاريخها مرفقة بجدول الأعمال.'),
        ('p', 'المادة 5: لا تصح المداولات إلا بحضور نصف الأعضاء على الأقل (50% + 1)، فإن لم يكتمل النصاب وجهت دعوة ثانية في أجل لا يقل عن 8 أيام ولا يتجاوز 30 يوما، وتكون المداولات حينئذ صحيحة مهما كان عدد الحاضرين.'),
        ('p', 'المادة 6: ينتخب المكتب لثلاث سنوات (2023-2026) ويتألف من 7 إلى 9 أعضاء يمثلون الفروع كلها، ولا يجوز لأحد أن يجمع بين عضويته ووظيفة مأجورة في الجمعية.'),
    ],
    'board': [
        ('h', 'بلاغ'),
        ('p', 'عقدت جمعية تجار السوق المركزي بسطات جمعها العام الانتخابي يوم الأحد 9 يونيو 2024 بغرفة التجارة، وانتخب الحاضرون المكتب المسير لولاية مدتها ثلاث سنوات على النحو التالي:'),
        ('tbl', [
            ['الصفة', 'الاسم الكامل', 'المقاولة'],
            ['الرئيس', 'مصطفى الشرقاوي', 'شركة المزامزة للتوزيع'],
            ['نائبة الرئيس', 'سميرة بنداود', 'Settat Market'],
            ['الكاتب العام', 'عمر الحداوي', 'مخبزة السنابل'],
            ['أمينة المال', 'لبنى الرحماني', 'بقالة النور'],
        ]),
        ('p', 'وحرر بسطات في 10 يونيو 2024.'),
    ],
    'mixtbl': [
        ('h', 'برنامج الندوة الوطنية حول «المقاولة والذكاء الاصطناعي»'),
        ('tbl', [
            ['التوقيت', 'النشاط', 'المتدخلون'],
            ['09:00-09:30', 'استقبال المشاركين وتوزيع الشارات', 'اللجنة التنظيمية'],
            ['09:30-10:15', 'الجلسة الافتتاحية: كلمات السيد الوزير ورئيس الجامعة ورئيسة الفدرالية (TechMaroc)', 'د. ع. الرفاعي؛ ذة. س. ملوكي'],
            ['10:15-11:45', 'Table ronde : IA et PME, quels usages ?', 'Mme Salma Idrissi, M. Hugo Perrin'],
            ['11:45-12:00', 'استراحة شاي', '–'],
            ['12:00-13:00', 'مناقشة عامة وتلاوة التوصيات والبيان الختامي', 'المقررون: ي. الزاهي، و. بنعلي (ENSIAS)'],
        ]),
        ('p', 'للتسجيل: +212 537 77 85 10 أو inscription@ia-pme.example (قبل 25 نونبر 2023).'),
    ],
}


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def text(doc):
    lines = []
    for kind, value in DOCS[doc]:
        lines += ["\t".join(row) for row in value] if kind == "tbl" else [value]
    return "\n".join(lines) + "\n"


def page(doc, font, border=True):
    out = []
    for kind, value in DOCS[doc]:
        if kind == "tbl":
            cells = lambda row: "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
            out.append("<table>" + "".join(f"<tr>{cells(row)}</tr>" for row in value) + "</table>")
        elif kind == "li":
            out.append(f"<ul><li>{html.escape(value)}</li></ul>")
        else:
            tag = {"h": "h2", "p": "p"}[kind]
            out.append(f"<{tag}>{html.escape(value)}</{tag}>")
    line = "border:1px solid #444;" if border else ""
    style = (
        f'@page{{size:A4;margin:2cm}}body{{font-family:"{font}";font-size:13pt;line-height:1.6}}'
        f"table{{border-collapse:collapse;width:100%}}td{{{line}padding:4px 8px;vertical-align:top}}ul{{margin:2px}}"
    )
    return (
        '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>بلاغ</title>'
        f"<style>{style}</style><body><article>{''.join(out)}</article></body></html>"
    )


def chromium(name, doc, font, border=True, style=""):
    source = WORK / f"{name}.html"
    source.write_text(page(doc, font, border).replace("</style>", style + "</style>"))
    run("chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={HERE / name}.pdf", str(source))


def weasy(name, doc, font, border=True):
    weasyprint.HTML(string=page(doc, font, border)).write_pdf(HERE / f"{name}.pdf")


def typeset(name, doc, font):
    plain = lambda text: "".join("\\" + c if c in "#*_`$<>@\\[]\"=~/-+" else c for c in text)
    out = [f'#set page(paper:"a4",margin:2cm)\n#set text(font:"{font}",lang:"ar",dir:rtl,size:12pt)\n#set par(justify:true)\n']
    for kind, value in DOCS[doc]:
        if kind == "tbl":
            cells = ",".join(f"[{plain(cell)}]" for row in value for cell in row)
            out.append(f"#table(columns:{len(value[0])},{cells})\n")
        else:
            out.append({"h": "== ", "p": "", "li": "- "}[kind] + plain(value) + "\n")
    source = WORK / f"{name}.typ"
    source.write_text("\n".join(out))
    typst.compile(str(source), output=str(HERE / f"{name}.pdf"))


def office(name, doc, font, border=True, keep=()):
    document = Document()

    def add(paragraph, value, size):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        properties = paragraph.add_run(value)._r.get_or_add_rPr()
        fonts = OxmlElement("w:rFonts")
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn("w:" + script), font)
        properties.append(fonts)
        properties.append(OxmlElement("w:rtl"))
        for tag in ("w:szCs", "w:sz"):
            element = OxmlElement(tag)
            element.set(qn("w:val"), str(size * 2))
            properties.append(element)

    for kind, value in DOCS[doc]:
        if kind == "tbl":
            table = document.add_table(rows=0, cols=len(value[0]))
            if border:
                table.style = "Table Grid"
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
            for row in value:
                for cell, words in zip(table.add_row().cells, row):
                    add(cell.paragraphs[0], words, 10)
        elif kind == "li":
            add(document.add_paragraph(style="List Bullet"), value, 12)
        else:
            add(document.add_paragraph(), value, 15 if kind == "h" else 12)
    source = WORK / f"{name}.docx"
    document.save(source)
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(source))
    for ending in keep:
        if ending == "docx":
            (HERE / f"{name}.docx").write_bytes(source.read_bytes())
        else:
            run("soffice", "--headless", "--convert-to", ending, "--outdir", str(HERE), str(source))


def cairo(name, source):
    run("pdftocairo", "-pdf", str(HERE / f"{source}.pdf"), str(HERE / f"{name}.pdf"))


def distilled(name, source):
    run("pdftops", str(HERE / f"{source}.pdf"), f"{WORK / name}.ps")
    run("ps2pdf", f"{WORK / name}.ps", str(HERE / f"{name}.pdf"))


def unmapped(name, source):
    """Without ToUnicode and cmap: nothing but outlines tells what the glyphs mean."""
    with pikepdf.open(HERE / f"{source}.pdf") as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Dictionary) and "/ToUnicode" in found:
                del found["/ToUnicode"]
        pdf.save(HERE / f"{name}.pdf")


def made(name, doc, producer, *more, **how):
    producer(name, *((doc,) if producer not in (cairo, distilled, unmapped) else ()), *more, **how)
    (HERE / f"{name}.txt").write_text(text(doc))


AMIRI, NASKH, DEJAVU = "Amiri", "Noto Naskh Arabic", "DejaVu Sans"
made("communique-chromium", "communique", chromium, AMIRI)
made("communique-typst", "communique", typeset, AMIRI)
made("communique-office", "communique", office, AMIRI, keep=("docx", "odt"))
(HERE / "communique-page.html").write_text(page("communique", AMIRI))
made("form-office-open", "form", office, NASKH, border=False)
made("letter-typst", "letter", typeset, NASKH)
made("marks-office", "marks", office, AMIRI)
made("marks-typst", "marks", typeset, DEJAVU)
made("minutes-office", "minutes", office, AMIRI)
made("programme-weasy", "mixtbl", weasy, DEJAVU)
made("programme-cairo", "mixtbl", cairo, "programme-weasy")
made("table-office-open", "longtbl", office, AMIRI, border=False)
made("table-weasy-open", "longtbl", weasy, NASKH, border=False)
made("minutes-unmapped", "minutes", unmapped, "minutes-office")
made("table-distilled", "longtbl", distilled, "table-weasy-open")
made("statutes-chromium", "statutes", chromium, AMIRI, style="body{column-count:2;text-align:justify}")
made("board-office", "board", office, AMIRI, keep=("docx", "odt"))
(HERE / "board-page.html").write_text(page("board", AMIRI))
