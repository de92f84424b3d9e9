"""What WeasyPrint's PDF/A-2a lacks to be PDF/UA-1 as well, added to the finished document before it is written.

It leans on the object layout of WeasyPrint and pydyf, so WeasyPrint is pinned, and the tests validate the output.
"""

from typing import Any

import pydyf

# ISO 14289-1, clause 5: a file says of itself that it is PDF/UA-1.
UA_IDENTIFIER = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)

# ISO 19005-2, 6.6.2.3: properties outside PDF/A's own schemas are allowed only when an extension schema describes them.
UA_EXTENSION_SCHEMA = (
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>PDF/UA part</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)

END_OF_METADATA = b"</rdf:RDF>"


def add_accessibility(pdf: pydyf.PDF) -> None:
    """Turn a PDF/A-2a in the making into one that is PDF/UA-1 too: identification, and what each header cell heads."""
    by_number = {entry.number: entry for entry in pdf.objects}
    _identify(_follow(by_number, pdf.catalog["Metadata"]))
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("S") == "/TH":
            _scope(entry, by_number)


def _follow(by_number: dict[int, Any], reference: bytes) -> Any:
    return by_number[int(reference.split()[0])]


def _identify(metadata: Any) -> None:
    """Add the identification; ISO 19005-2, 6.6.2.1 wants the metadata stream without a filter."""
    metadata.compress = False
    addition = UA_IDENTIFIER + UA_EXTENSION_SCHEMA + END_OF_METADATA
    metadata.stream = [part.replace(END_OF_METADATA, addition) for part in metadata.stream]


def _scope(header: Any, by_number: dict[int, Any]) -> None:
    """Say what a header cell heads (ISO 14289-1, 7.5): its column in a table's head, elsewhere its row."""
    if "Scope" not in header["A"]:
        row = _follow(by_number, header["P"])
        group = _follow(by_number, row["P"])["S"]
        header["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
