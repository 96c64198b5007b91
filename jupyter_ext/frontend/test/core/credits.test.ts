import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseRevision } from '../../src/api/wire/entry';
import { creditsOf } from '../../src/core/credits';

interface Case {
  readonly about: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly revisions: readonly object[];
  readonly of: string;
  readonly credits: object;
}

const CASES = JSON.parse(
  readFileSync('../../tests/data/credits.json', 'utf-8')
) as Case[];

describe('credits are those that the server derives', () => {
  for (const { about, created_by, created_at, of, credits, ...rest } of CASES) {
    it(about, () => {
      const revisions = rest.revisions.flatMap(
        one => parseRevision({ entry: 'e', ...one }) ?? []
      );
      const shown = revisions.find(({ id }) => id === of);
      assert.ok(shown);
      assert.deepEqual(
        creditsOf({ created_by, created_at, revisions }, shown),
        credits
      );
    });
  }
});
