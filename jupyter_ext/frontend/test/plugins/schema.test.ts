import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Translation } from '../../src/core/trans';
import { translateWith } from '../../src/core/trans';
import { spoken } from '../../src/plugins/schema';

const MARKED: Translation = {
  __: text => text,
  _n: one => one,
  _p: (context, text) => `${context}:${text}`
};
const PLAIN: Translation = { ...MARKED, _p: (_, text) => text };

describe('the schema of the settings', () => {
  afterEach(() => translateWith(PLAIN));

  it('has its titles and descriptions translated, and nothing else', () => {
    translateWith(MARKED);
    const schema = {
      title: 'A',
      type: 'object',
      'jupyter.lab.menus': { main: [{ id: 'view', label: 'Title' }] },
      properties: {
        title: { type: 'string', title: 'B', description: 'C', default: 'title' },
        tab: { oneOf: [{ const: 'one', title: 'D' }], default: {} }
      }
    };
    assert.deepEqual(spoken(schema), {
      ...schema,
      title: 'schema:A',
      properties: {
        title: {
          type: 'string',
          title: 'settings:B',
          description: 'settings:C',
          default: 'title'
        },
        tab: { oneOf: [{ const: 'one', title: 'settings:D' }], default: {} }
      }
    });
  });
});
