"""What does not fit where it is drawn: text that is cut, and words that are broken without need."""

from __future__ import annotations

from playwright.sync_api import Locator

LOOK = """root => {
    const SLACK = 1.5;  // pixels: a letter's edge may stand out of its box
    const found = new Set();
    const pen = document.createElement('canvas').getContext('2d');
    const scrolls = (style) => /auto|scroll/.test(style.overflowX);
    const hides = (style) => /hidden|clip/.test(style.overflowX);
    const edge = root.getBoundingClientRect();

    // The nearest box that text is cut by, or null where one can scroll to it.
    const cutter = element => {
        for (let at = element; at !== root.parentElement; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.clipPath !== 'none') return null;
            if (at !== element && scrolls(style)) return null;
            if (style.display !== 'inline' && (hides(style) || at.matches('.cg-card, .cg-task')))
                return at.getBoundingClientRect();
        }
        return edge;
    };
    // The widest that a word could stand: the block that holds it, with all that shares its row.
    const room = element => {
        let at = element;
        while (at !== root && !/block|list-item|table-cell/.test(getComputedStyle(at).display)) {
            at = at.parentElement;
        }
        const card = at.closest('.cg-card, .cg-task, li, td, th, form, fieldset, section') ?? at;
        const style = getComputedStyle(card);
        return card.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    };
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode;
        const element = node.parentElement;
        if (element === null || !element.checkVisibility() || element.closest('option, style, svg'))
            continue;
        const style = getComputedStyle(element);
        if (element.closest('code, pre, mjx-container, .cg-words')) continue;
        const box = cutter(element);
        for (const match of node.data.matchAll(/[^\\s\\u002d\\u2010]+/g)) {
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            const rects = [...range.getClientRects()].filter(one => one.width > 0);
            if (rects.length === 0) continue;
            const outside = ({left, right}) => right > box.right + SLACK || left < box.left - SLACK;
            if (box && rects.some(outside))
                found.add(`cut: ${match[0]} in “${node.data.trim().slice(0, 60)}”`);
            const lines = new Set(rects.map(one => Math.round(one.top)));
            pen.font = style.font;
            if (lines.size > 1 && pen.measureText(match[0]).width < room(element))
                found.add(`broken: ${match[0]} in “${node.data.trim().slice(0, 60)}”`);
        }
    }
    return [...found];
}"""


def misfits(part: Locator) -> list[str]:
    """The words in it that are cut off, or that stand on two lines where one would hold them."""
    return list(part.evaluate(LOOK))
