"""Whether the focus fell to the page, and which actions were pressed, in any browser test."""

from __future__ import annotations

from playwright.sync_api import Page

WATCH = """(() => {
    const OURS = '.cg-panel, .cg-output, .cg-dialog';
    const CONTROL = 'button, a[href], input, select, textarea, summary, label, [tabindex]';
    const name = node => node.getAttribute('data-testid') ?? node.getAttribute('aria-label')
        ?? node.textContent.trim().slice(0, 60);
    let held = null;
    window.cgLost = [];
    window.cgPressed = new Set();
    window.cgLook = () => {
        if (held !== null && [null, document.body].includes(document.activeElement)) {
            cgLost.push(held);
        }
        held = null;
    };
    const keep = ({target}) => {
        held = target instanceof Element && target.closest(OURS) !== null ? name(target) : null;
    };
    addEventListener('focusin', keep, true);
    addEventListener('pointerdown', event => {
        cgLook();
        if (event.target.closest(CONTROL) !== null) keep({target: document.activeElement});
    }, true);
    addEventListener('keydown', () => {
        cgLook();
        keep({target: document.activeElement});
    }, true);
    addEventListener('click', ({target}) => {
        const button = target instanceof Element ? target.closest('button') : null;
        if (button !== null && button.closest(OURS) !== null) cgPressed.add(name(button));
    }, true);
})()"""
"""For each page: notes what had the focus when it fell to the page with nobody putting it there."""


def lost(page: Page) -> list[str]:
    """What had the focus when it was lost, by test id or name."""
    return list(page.evaluate("window.cgLook === undefined ? [] : (cgLook(), cgLost)"))


def pressed(page: Page) -> set[str]:
    """The buttons of ours that were pressed, by test id or name."""
    return set(page.evaluate("[...window.cgPressed]"))
