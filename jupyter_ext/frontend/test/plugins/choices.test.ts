import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { choicesOf } from '../../src/plugins/choices';
import { NEED_KINDS } from '../../src/plugins/needs';
import { Navigation, TABS } from '../../src/plugins/sidebar/navigation';
import { CommandIDs, DOCUMENTATION } from '../../src/plugins/tokens';

function field(value: unknown, name: string): unknown {
  return Object.entries(value ?? {}).find(([key]) => key === name)?.[1];
}

function fields(list: unknown, name: string): unknown[] {
  return Array.isArray(list) ? list.map(one => field(one, name)) : [];
}

const SCHEMA: unknown = JSON.parse(readFileSync('schema/panel.json', 'utf8'));
const PROPERTIES = field(SCHEMA, 'properties');

describe('choices', () => {
  it('that nobody made, or not well, are those of the schema', () => {
    const expected = {
      openOnFirstVisit: field(field(PROPERTIES, 'openOnFirstVisit'), 'default'),
      defaultTab: field(field(PROPERTIES, 'defaultTab'), 'default'),
      askToFollow: field(field(PROPERTIES, 'askToFollow'), 'default'),
      soundAtPhaseEnd: field(field(PROPERTIES, 'soundAtPhaseEnd'), 'default'),
      notifications: new Set(NEED_KINDS)
    };
    assert.deepEqual(choicesOf({}), expected);
    const wrong = { openOnFirstVisit: 'no', defaultTab: 'cellar', notifications: null };
    assert.deepEqual(choicesOf(wrong), expected);
  });

  it('hold where they were made', () => {
    const made = choicesOf({
      openOnFirstVisit: false,
      defaultTab: 'inbox',
      askToFollow: false,
      soundAtPhaseEnd: true,
      notifications: { dispute: false, duty: false, message: true }
    });
    assert.deepEqual(made, {
      openOnFirstVisit: false,
      defaultTab: 'inbox',
      askToFollow: false,
      soundAtPhaseEnd: true,
      notifications: new Set(['message', 'overdue', 'rejection', 'proposal'])
    });
  });
});

describe('the schema of the settings', () => {
  it('offers the tabs and the kinds of notifications that there are', () => {
    const tabs = field(field(PROPERTIES, 'defaultTab'), 'oneOf');
    assert.deepEqual(fields(tabs, 'const'), TABS);
    const kinds = field(field(PROPERTIES, 'notifications'), 'properties');
    assert.deepEqual(Object.keys(kinds ?? {}), NEED_KINDS);
  });

  it('gives commands that exist keys of their own that need no AltGr', () => {
    const shortcuts = field(SCHEMA, 'jupyter.lab.shortcuts');
    const known = new Set<unknown>(Object.values(CommandIDs));
    assert.ok(fields(shortcuts, 'command').every(command => known.has(command)));
    const keys = fields(shortcuts, 'keys').map(one => JSON.stringify(one));
    assert.equal(new Set(keys).size, known.size - 1);
    assert.ok(keys.every(key => !key.includes('Alt')));
  });
});

describe('the documentation', () => {
  it('is where the metadata of the package says', () => {
    const metadata = readFileSync('../../pyproject.toml', 'utf8');
    assert.ok(metadata.includes(`Documentation = "${DOCUMENTATION}"`));
  });
});

describe('the tab that the panel begins with', () => {
  it('may change until somebody went to one', () => {
    const navigation = new Navigation(() => undefined, 'context');
    navigation.startAt('inbox');
    assert.equal(navigation.tab, 'inbox');
    navigation.go('people');
    navigation.startAt('review');
    assert.equal(navigation.tab, 'people');
  });
});
