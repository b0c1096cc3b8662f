"""Two plots as inline SVG: rates with their intervals, and latencies as cumulative shares."""

from collections.abc import Mapping, Sequence
from html import escape

from evals.results import PERCENT, Measure

WIDTH = 720
_LABEL = 240
_RIGHT = 110
_ROW = 26
_COLORS = ("#1d5fa8", "#b4531f", "#2f7d4f", "#7a3f94", "#8a6d00")


def interval_plot(measures: Sequence[Measure], title: str) -> str:
    """Rates as bars from 0 to 100 % with whiskers for the intervals. Empty where no measure is a rate."""
    rates = [measure for measure in measures if measure.unit == PERCENT and measure.value is not None]
    if not rates:
        return ""
    span, height = WIDTH - _LABEL - _RIGHT, _ROW * len(rates) + 34
    parts = [_open(height, title)]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _LABEL + share * span
        parts.append(f'<line x1="{x:.1f}" y1="6" x2="{x:.1f}" y2="{height - 24}" class="grid"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{share * 100:.0f}%</text>')
    for row, measure in enumerate(rates):
        value, middle = measure.value or 0.0, 6 + _ROW * row + _ROW / 2
        parts.append(
            f'<text x="{_LABEL - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(measure.label)}</text>'
            f'<rect x="{_LABEL}" y="{middle - 7:.1f}" width="{value * span:.1f}" height="14" class="bar"/>'
        )
        if measure.low is not None and measure.high is not None:
            low, high = _LABEL + measure.low * span, _LABEL + measure.high * span
            parts.append(
                f'<path d="M{low:.1f} {middle - 5:.1f}v10M{low:.1f} {middle:.1f}H{high:.1f}'
                f'M{high:.1f} {middle - 5:.1f}v10" class="whisker"/>'
            )
        parts.append(f'<text x="{WIDTH - _RIGHT + 10}" y="{middle + 4:.1f}">{value * 100:.1f}%</text>')
    return "".join(parts) + "</svg>"


def latency_plot(series: Mapping[str, Sequence[float]], title: str) -> str:
    """The share of requests answered within a time, one step line a series. Empty without a value."""
    drawn = {name: sorted(values) for name, values in series.items() if values}
    if not drawn:
        return ""
    left, top, right, bottom = 52, 12, WIDTH - 16, 240
    longest = max(values[-1] for values in drawn.values()) or 1.0
    parts = [_open(bottom + 34 + 20 * len(drawn), title)]
    for share in (0.0, 0.5, 0.95, 1.0):
        y = bottom - share * (bottom - top)
        parts.append(f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{share * 100:.0f}%</text>')
    for step in range(5):
        x = left + step / 4 * (right - left)
        parts.append(
            f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="{"end" if step == 4 else "middle"}">'
            f"{longest * step / 4:,.0f} ms</text>"
        )
    for number, (name, values) in enumerate(drawn.items()):
        color = _COLORS[number % len(_COLORS)]
        path = f"M{left} {bottom}"
        for rank, value in enumerate(values, start=1):
            x = left + value / longest * (right - left)
            path += f"H{x:.1f}V{bottom - rank / len(values) * (bottom - top):.1f}"
        y = bottom + 38 + 20 * number
        parts.append(f'<path d="{path}H{right}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.append(f'<rect x="{left}" y="{y - 9}" width="12" height="12" fill="{color}"/>')
        parts.append(f'<text x="{left + 20}" y="{y + 2}">{escape(name)} ({len(values):,}건)</text>')
    return "".join(parts) + "</svg>"


def _open(height: float, title: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}"'
        f' xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
    )
