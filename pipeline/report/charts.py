"""The charts, drawn to SVG when the report is built, so that they show without scripts, in mail and in print."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert
from lxml import etree
from markupsafe import Markup

from pipeline.report.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

WIDTH = 440  # of the plot; with labels a chart is about 620 wide, and still readable at two thirds of that
FONT = "Source Sans 3, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
INK, QUIET, LINE = "#1c2430", "#5b6675", "#d9dee5"
BLUE = "#2f5d8a"
SIDES = {"us": ("United States", BLUE), "iran": ("Iran", "#2e7d5b")}
OTHER_SIDE = ("others", "#9aa1ab")
MOST_OUTLETS = 24
LONGEST_LABEL = 28
DAYS_BY_DAY, DAYS_BY_WEEK = 45, 200  # a period of so many days is drawn by day, by week, and longer ones by month

_SVG = "{http://www.w3.org/2000/svg}"
_MAY_STAND = frozenset(
    _SVG + name for name in ("svg", "g", "path", "rect", "line", "text", "tspan", "circle", "defs", "clipPath", "title", "desc")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawn chart: `svg` to put on the page as it is, and how many marks of data were drawn."""

    svg: Markup
    marks: int
    about: str


def coverage(published: pl.DataFrame) -> Chart | None:
    """Articles by outlet and day, week or month of publication as dots, days on which every look failed as crosses; None without any."""
    rows = [row for row in published.iter_rows(named=True) if row["articles"]]
    if not rows:
        return None
    first, last = min(row["day"] for row in rows), max(row["day"] for row in rows)
    by = _grain((last - first).days)
    totals: dict[str, float] = {}
    for row in rows:
        totals[row["outlet_id"]] = totals.get(row["outlet_id"], 0) + row["articles"]
    top = sorted(totals, key=lambda key: (-totals[key], key))[:MOST_OUTLETS]
    names = dict(zip(published["outlet_id"], published["outlet"], strict=True))
    label = dict(zip(top, _labels(names[key] for key in top), strict=True))
    others = f"{len(totals) - len(top)} other outlets"
    cells: dict[tuple[str, str], float] = {}
    for row in rows:
        cell = (label.get(row["outlet_id"], others), _bin(row["day"], by))
        cells[cell] = cells.get(cell, 0) + row["articles"]
    data: list[dict[str, Any]] = [{"outlet": outlet, "at": at, "articles": articles} for (outlet, at), articles in sorted(cells.items())]
    failed = sorted(
        {
            (label[row["outlet_id"]], row["day"].isoformat())
            for row in published.iter_rows(named=True)
            if row["gap"] and row["outlet_id"] in label and first <= row["day"] <= last
        }
    )
    order = [label[key] for key in top] + ([others] if len(totals) > len(top) else [])
    axes = {
        "x": alt.X("at:T", title=None, scale=alt.Scale(padding=14), axis=alt.Axis(grid=False, labelOverlap=True, tickCount=6)),
        "y": alt.Y("outlet:N", title=None, sort=order, axis=alt.Axis(grid=True, gridColor=LINE, domain=False, ticks=False)),
    }
    dots = (
        _chart(data)
        .mark_circle(color=BLUE, opacity=0.75, ariaRoleDescription="mark")
        .encode(
            **axes,
            size=alt.Size(
                "articles:Q",
                title="Articles",
                scale=alt.Scale(range=[40, 320], zero=False),
                legend=alt.Legend(orient="bottom", tickCount=3, format="d"),
            ),
        )
    )
    crosses = (
        _chart([{"outlet": outlet, "at": at} for outlet, at in failed])
        .mark_point(shape="cross", color="#b3261e", filled=True, size=45, ariaRoleDescription="mark")
        .encode(**axes)
    )
    about = f"Articles by outlet and {by} of publication, {first} to {last}"
    return _drawn((dots + crosses if failed else dots).properties(width=WIDTH, height=alt.Step(22)), len(data) + len(failed), about)


def named(rows: pl.DataFrame) -> Chart | None:
    """The share of articles naming each entity, wire copies counted once, as bars coloured by side; None without any."""
    if rows.is_empty():
        return None
    data = [
        {
            "entity": entity,
            "side": SIDES.get(row["side"], OTHER_SIDE)[0],
            "share": row["articles_weighted"] / row["all_weighted"],
            "label": f"{row['articles_weighted'] / row['all_weighted']:.0%}  ({row['articles']})",
        }
        for entity, row in zip(_labels(rows["entity"]), rows.iter_rows(named=True), strict=True)
    ]
    sides = {name: colour for name, colour in (*SIDES.values(), OTHER_SIDE) if any(row["side"] == name for row in data)}
    base = _chart(data).encode(
        x=alt.X(
            "share:Q",
            title="share of articles, wire copies counted once (articles)",
            axis=alt.Axis(format="%", grid=False, tickCount=5),
            scale=alt.Scale(domain=[0, max(0.1, 1.18 * max(row["share"] for row in data))]),
        ),
        y=alt.Y("entity:N", title=None, sort=[row["entity"] for row in data], axis=alt.Axis(domain=False, ticks=False)),
    )
    bars = base.mark_bar(ariaRoleDescription="mark").encode(
        color=alt.Color(
            "side:N",
            title="Side",
            scale=alt.Scale(domain=list(sides), range=list(sides.values())),
            legend=alt.Legend(orient="bottom") if len(sides) > 1 else None,
        )
    )
    numbers = base.mark_text(align="left", dx=4, color=QUIET, ariaRoleDescription="label").encode(text="label:N")
    return _drawn((bars + numbers).properties(width=WIDTH, height=alt.Step(21)), len(data), "Share of articles that name each entity")


def sources(rows: pl.DataFrame) -> Chart | None:
    """Attributions to named and unnamed sources by outlet, stacked; None without any."""
    order = _labels(rows["outlet"])
    data = [
        {"outlet": outlet, "source": kind, "attributions": row[kind], "rank": rank}
        for outlet, row in zip(order, rows.iter_rows(named=True), strict=True)
        for rank, kind in enumerate(("named", "unnamed"))
        if row[kind]
    ]
    if not data:
        return None
    bars = (
        _chart(data)
        .mark_bar(ariaRoleDescription="mark")
        .encode(
            x=alt.X("attributions:Q", title="attributions", axis=alt.Axis(grid=False, tickCount=5, tickMinStep=1, format="d")),
            y=alt.Y("outlet:N", title=None, sort=order, axis=alt.Axis(domain=False, ticks=False)),
            color=alt.Color(
                "source:N",
                title="Source",
                scale=alt.Scale(domain=["named", "unnamed"], range=[BLUE, "#d08c3c"]),
                legend=alt.Legend(orient="bottom"),
            ),
            order="rank:Q",
        )
    )
    return _drawn(bars.properties(width=WIDTH, height=alt.Step(21)), len(data), "Attributions to named and unnamed sources by outlet")


def _chart(data: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=data))


def _drawn(chart: alt.Chart | alt.LayerChart, marks: int, about: str) -> Chart:
    font = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12.5,
        "titleFontSize": 12.5,
        "labelColor": INK,
        "titleColor": QUIET,
        "titleFontWeight": "normal",
    }
    spec = (
        chart.configure(font=FONT, background="transparent", padding=2)
        .configure_view(stroke=None)
        .configure_axis(**font, labelLimit=220, tickColor=LINE, domainColor=LINE)
        .configure_legend(**font)
        .configure_text(font=FONT, fontSize=12)
        .to_dict()
    )
    # No address may be asked while drawing; texts of articles pass through here.
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return Chart(svg=_checked(svg), marks=marks, about=about)


def _checked(svg: str) -> Markup:
    """The drawing as markup, after a look that it holds shapes and text and nothing that runs or loads. Raises `ValueError` otherwise."""
    root = etree.fromstring(svg.encode(), parser=etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter():
        if element.tag not in _MAY_STAND:
            raise ValueError(f"the drawing holds {element.tag!r}, which the report does not show")
        for name in element.attrib:
            plain = etree.QName(name).localname.lower()
            if plain.startswith("on") or plain == "href":
                raise ValueError(f"the drawing has an attribute {plain!r}, which the report does not show")
    return Markup(svg)  # noqa: S704 - looked through above, and the library escapes what it draws


def _labels(texts: Iterable[object]) -> list[str]:
    """Short labels in the order given, no two alike: two rows of a chart that share a label would be drawn as one."""
    seen: Counter[str] = Counter()
    labels = []
    for text in texts:
        plain = shown(text) or "—"
        cut = plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1].rstrip() + "…"
        seen[cut] += 1
        labels.append(cut if seen[cut] == 1 else f"{cut} ({seen[cut]})")
    return labels


def _grain(days: int) -> str:
    return "day" if days <= DAYS_BY_DAY else "week" if days <= DAYS_BY_WEEK else "month"


def _bin(day: Any, by: str) -> str:  # noqa: ANN401 - a date, as Polars gives it
    if by == "month":
        return str(day.replace(day=1).isoformat())
    if by == "week":
        return str(type(day).fromordinal(day.toordinal() - day.weekday()).isoformat())
    return str(day.isoformat())
