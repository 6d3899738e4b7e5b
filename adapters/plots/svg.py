"""A drawing: shapes and words in an SVG file that any browser opens from disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

WIDTH, PANEL, LEFT, RIGHT, TOP, BOTTOM = 800, 300, 70, 20, 60, 60
STYLE = (
    "text{font:14px sans-serif;fill:#1b1b1b}.head{font-weight:bold;font-size:16px}"
    ".paper{fill:#ffffff}.axis,.grid{stroke:#1b1b1b;stroke-width:1}.grid{stroke-opacity:.2}"
    ".good{fill:#1f5f99}.bad{fill:#b3400e}.open{fill:#ffffff;stroke:#1b1b1b;stroke-width:1}"
    ".line{fill:none;stroke:#1f5f99;stroke-width:2}.far{stroke:#b3400e;stroke-width:3}"
    "@media (prefers-color-scheme:dark){text{fill:#f2f2f2}.paper{fill:#161616}"
    ".axis,.grid,.open{stroke:#f2f2f2}.open{fill:#161616}.good{fill:#7db8ec}.bad{fill:#f0935f}"
    ".line{stroke:#7db8ec}.far{stroke:#f0935f}}"
)


@dataclass(slots=True)
class Drawing:
    """Panels one below the other. `title` and `desc` say all of it to whoever cannot see it."""

    title: str
    desc: str
    panels: int
    body: list[ET.Element] = field(default_factory=list[ET.Element])

    @property
    def height(self) -> int:
        """How high the whole drawing is."""
        return TOP + self.panels * (PANEL + BOTTOM)

    def shape(self, tag: str, look: str, **place: float | str) -> None:
        """A shape of one look."""
        said = {name: told(value) for name, value in place.items()}
        self.body.append(ET.Element(tag, {"class": look, **said}))

    def words(
        self, text: str, x: float, y: float, *, anchor: str = "start", look: str = ""
    ) -> None:
        """Words at a place."""
        said = {"x": told(x), "y": told(y), "text-anchor": anchor, "class": look}
        element = ET.Element("text", {name: value for name, value in said.items() if value})
        element.text = printable(text)
        self.body.append(element)

    def written(self) -> str:
        """The file."""
        size = {"width": str(WIDTH), "height": str(self.height)}
        box = {"viewBox": f"0 0 {WIDTH} {self.height}", "role": "img"}
        named = {"xmlns": "http://www.w3.org/2000/svg", "aria-labelledby": "title desc"}
        root = ET.Element("svg", {**named, **size, **box})
        for name in ("title", "desc"):
            ET.SubElement(root, name, {"id": name}).text = printable(getattr(self, name))
        ET.SubElement(root, "style").text = STYLE
        paper = {"class": "paper", "width": "100%", "height": "100%"}
        ET.SubElement(root, "rect", paper)
        head = {"class": "head", "x": str(LEFT), "y": "30"}
        ET.SubElement(root, "text", head).text = printable(self.title)
        root.extend(self.body)
        return ET.tostring(root, encoding="unicode") + "\n"


def told(value: float | str) -> str:
    """A number as short as can be."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def printable(text: str) -> str:
    """The words without characters that no XML may hold."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in text)
