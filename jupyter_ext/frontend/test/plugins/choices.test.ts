import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { choicesOf, DENSITIES, STARTS, WIDTHS } from '../../src/plugins/choices';
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
      openAtStart: field(field(PROPERTIES, 'openAtStart'), 'default'),
      defaultTab: field(field(PROPERTIES, 'defaultTab'), 'default'),
      askToFollow: field(field(PROPERTIES, 'askToFollow'), 'default'),
      soundAtPhaseEnd: field(field(PROPERTIES, 'soundAtPhaseEnd'), 'default'),
      density: field(field(PROPERTIES, 'density'), 'default'),
      width: field(field(PROPERTIES, 'width'), 'default'),
      notifications: new Set(NEED_KINDS),
      desktop: field(field(PROPERTIES, 'desktop'), 'default')
    };
    assert.deepEqual(choicesOf({}), expected);
    const wrong = {
      openAtStart: 'no',
      defaultTab: 'cellar',
      density: 1,
      width: 'wide',
      notifications: null,
      desktop: 'yes'
    };
    assert.deepEqual(choicesOf(wrong), expected);
  });

  it('hold where they were made', () => {
    const made = choicesOf({
      openAtStart: 'never',
      defaultTab: 'inbox',
      askToFollow: false,
      soundAtPhaseEnd: true,
      density: 'compact',
      width: 420,
      notifications: { dispute: false, duty: false, message: true },
      desktop: true
    });
    assert.deepEqual(made, {
      openAtStart: 'never',
      defaultTab: 'inbox',
      askToFollow: false,
      soundAtPhaseEnd: true,
      density: 'compact',
      width: 420,
      notifications: new Set([
        'message',
        'overdue',
        'rejection',
        'proposal',
        'code',
        'budget'
      ]),
      desktop: true
    });
  });

  it('keep the panel as wide as its parts need, and the notebook beside it', () => {
    assert.equal(choicesOf({ width: 10 }).width, WIDTHS.least);
    assert.equal(choicesOf({ width: 5_000 }).width, WIDTHS.most);
  });
});

describe('the schema of the settings', () => {
  it('offers what there is to choose', () => {
    const offered = (name: string): unknown[] =>
      fields(field(field(PROPERTIES, name), 'oneOf'), 'const');
    assert.deepEqual(offered('defaultTab'), TABS);
    assert.deepEqual(offered('openAtStart'), STARTS);
    assert.deepEqual(offered('density'), DENSITIES);
    assert.equal(field(field(PROPERTIES, 'width'), 'minimum'), WIDTHS.least);
    assert.equal(field(field(PROPERTIES, 'width'), 'maximum'), WIDTHS.most);
    const kinds = field(field(PROPERTIES, 'notifications'), 'properties');
    assert.deepEqual(Object.keys(kinds ?? {}), NEED_KINDS);
  });

  it('has one shortcut for each tab, and letters that every keyboard has without AltGr', () => {
    const shortcuts = field(SCHEMA, 'jupyter.lab.shortcuts');
    const keys = fields(shortcuts, 'keys').map(one => JSON.stringify(one));
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.every(key => /^\["Accel Shift Y","[A-Z]"\]$/.test(key)));
    const tabs = fields(shortcuts, 'args').map(args => field(args, 'tab'));
    assert.deepEqual(
      tabs.filter(tab => tab !== undefined),
      TABS
    );
    const commands = new Set(fields(shortcuts, 'command'));
    const { stop, askAboutCell, shareSelection } = CommandIDs;
    assert.ok([stop, askAboutCell, shareSelection].every(id => commands.has(id)));
  });

  it('names commands that exist, and has all of them in the menus', () => {
    const named = new Set(
      [...JSON.stringify(SCHEMA).matchAll(/"command":"([^"]+)"/g)].map(([, id]) => id)
    );
    assert.deepEqual([...named].sort(), Object.values(CommandIDs).sort());
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
