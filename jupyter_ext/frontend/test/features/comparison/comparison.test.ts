import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isShaped } from '../../../src/api/check';
import { filled } from '../../filled';
import {
  currentVersion,
  hidden,
  isTaken,
  scoreBy,
  spread,
  withPathsAbove
} from '../../../src/features/comparison/comparison';
import {
  comparisonOf,
  readComparison,
  readResult
} from '../../../src/features/comparison/guards';
import {
  BY_LABEL,
  groupsOf,
  partOf,
  resorted,
  sortedRows
} from '../../../src/features/comparison/table';
import type { Comparison } from '../../../src/features/comparison/wire';
import { diffLines } from '../../../src/features/comparison/unified';
import {
  bytesShown,
  endingOf,
  secondsShown,
  shown,
  timeLeft
} from '../../../src/features/comparison/words';

const RESULT = {
  ok: false,
  checks: [
    { name: 'check', ok: true, message: '' },
    { name: 'check_empty', ok: false, message: 'AssertionError (check.py, line 2)' }
  ],
  seconds: 0.25,
  benchmark_seconds: null,
  peak_memory_bytes: 15_000_000,
  output: 'hello',
  ended: 'failed',
  note: 'Not every check passed.',
  limits_held: [{ name: 'network', held: true, how: 'a namespace of its own' }]
};

const WIRE = {
  id: 'k_1',
  goal: 'Count events',
  by: 'ada',
  at: 5,
  criteria: [{ name: 'clarity', weight: 2, better: 'lower' }],
  phase: { name: 'prototype', by: 'ada', at: 5, ends: 65_000 },
  phases: ['propose', 'prototype', 'discuss', 'decide'],
  scoring: 'secret',
  revealed: false,
  options: [
    {
      id: 'o_1',
      label: 'A',
      name: 'Dictionary',
      versions: [
        { id: 'f_1', turn: 't_1', status: 'complete' },
        { id: 'f_2', turn: null, status: 'complete' }
      ],
      current: 'f_2',
      files: [{ path: 'main.py', lines: 12 }],
      problems: [{ path: 'main.py', line: 3, message: 'invalid syntax' }],
      run: { version: 'f_1', by: 'bob', at: 6, stale: true, result: RESULT }
    }
  ],
  scores: [
    { option: 'o_1', criterion: 'clarity', by: 'ada', score: 4, sealed: true },
    { option: 'o_1', criterion: 'clarity', by: 'bob', score: 2 },
    { option: 'o_1', criterion: 'clarity', by: 'cy', score: 5 }
  ],
  totals: { o_1: 3.5 },
  table: {
    columns: [
      { group: 'measured', name: 'lines', unit: '' },
      { group: 'measured', name: 'dependencies', unit: '' },
      { group: 'judged by people', name: 'clarity', unit: '' }
    ],
    rows: [
      {
        option: 'o_1',
        label: 'A',
        name: 'Dictionary',
        cells: [9, 'numpy, x', 3.5]
      },
      { option: 'o_2', label: 'B', name: 'Stream', cells: [30, '', null] },
      { option: 'o_3', label: 'C', name: 'Rows', cells: [null, 'y', 4] }
    ]
  },
  decided: null
};

function comparison(): Comparison {
  return readComparison(filled('ComparisonView', WIRE));
}

describe('a comparison from the wire', () => {
  it('is named by its output in any of the forms a file may hold', () => {
    assert.equal(comparisonOf({ comparison: 'k_1' }), 'k_1');
    assert.equal(comparisonOf({ comparison: { id: 'k_1' } }), 'k_1');
    assert.equal(comparisonOf({ id: 'k_1' }), 'k_1');
    assert.equal(comparisonOf({}), null);
    assert.equal(comparisonOf('k_1'), null);
  });

  it('keeps what the server says of it', () => {
    const parsed = comparison();
    assert.deepEqual(parsed.criteria, [
      { name: 'clarity', weight: 2, better: 'lower' }
    ]);
    assert.deepEqual(
      parsed.options.map(option => option.label),
      ['A']
    );
    const [option] = parsed.options;
    assert.ok(option);
    assert.equal(currentVersion(option)?.id, 'f_2');
    assert.equal(currentVersion(option)?.status, 'complete');
    assert.deepEqual(option.files, [{ path: 'main.py', lines: 12, characters: 0 }]);
    assert.equal(option.run?.stale, true);
    assert.equal(option.run?.result.checks[1]?.ok, false);
    assert.deepEqual([...parsed.totals], [['o_1', 3.5]]);
  });

  it('is refused where anything in it is broken', () => {
    const whole = filled('ComparisonView', WIRE);
    const odd = { ...whole.options[0], versions: [{ id: 'f_2', status: 'nonsense' }] };
    const broken = [
      { id: 5 },
      { criteria: [{ name: 'clarity' }, 'odd'] },
      { options: [{ label: 'no id' }] },
      { options: [odd] },
      { totals: { o_2: null } },
      { table: { columns: [], rows: [{ cells: [[]] }] } }
    ];
    for (const bad of broken) {
      assert.ok(!isShaped('ComparisonView', { ...whole, ...bad }), JSON.stringify(bad));
    }
    assert.ok(!isShaped('ComparisonView', {}));
    assert.ok(!isShaped('ComparisonView', null));
    const bare = readComparison(filled('ComparisonView', { id: 'k_2' }));
    assert.deepEqual(bare.options, []);
    assert.deepEqual(bare.table, { columns: [], rows: [] });
    assert.equal(bare.phase.ends, null);
  });

  it('has texts, files and diffs of options, or they are refused', () => {
    const file = { path: 'a.py', text: 'x' };
    const text = filled('PrototypeAnswer', { option: 'o', files: [file] });
    assert.ok(!isShaped('PrototypeAnswer', { ...text, files: [file, 3] }));
    const diff = { path: 'a.py', status: 'changed', diff: '' };
    const answer = filled('DifferenceAnswer', { files: [diff] });
    for (const bad of [{ ...diff, status: 'odd' }, {}]) {
      assert.ok(!isShaped('DifferenceAnswer', { ...answer, files: [bad] }));
    }
  });
});

describe('an answer', () => {
  it('names each file above its block', () => {
    const answer = 'Two files.\n\n```python main.py\nx = 1\n```\n\n```python\ny\n```\n';
    assert.equal(
      withPathsAbove(answer),
      'Two files.\n\n\n**main.py**\n\n```python\nx = 1\n```\n\n```python\ny\n```\n'
    );
  });
});

describe('a name', () => {
  it('is taken by an option that goes by it, in any case and also as its letter', () => {
    const { options } = comparison();
    assert.equal(isTaken(options, ' dictionary '), true);
    assert.equal(isTaken(options, 'a'), true);
    assert.equal(isTaken(options, 'SQLite'), false);
    assert.equal(isTaken(options, ''), false);
  });
});

describe('scores', () => {
  it('of others count once they are known, and one’s own sealed one is shown apart', () => {
    const parsed = comparison();
    assert.equal(hidden(parsed), true);
    assert.equal(scoreBy(parsed, 'ada', 'o_1', 'clarity')?.score, 4);
    assert.equal(scoreBy(parsed, 'eve', 'o_1', 'clarity'), null);
    assert.equal(spread(parsed, 'o_1', 'clarity')?.mean, 3.5);
    assert.equal(spread(parsed, 'o_2', 'clarity'), null);
  });
});

describe('the table', () => {
  const labels = (column: number, descending: boolean): string[] =>
    sortedRows(comparison().table, { column, descending }).map(row => row.label);

  it('is sorted by any column, and what is not known stands last either way', () => {
    assert.deepEqual(labels(0, false), ['A', 'B', 'C']);
    assert.deepEqual(labels(0, true), ['B', 'A', 'C']);
    assert.deepEqual(labels(2, true), ['C', 'A', 'B']);
    assert.deepEqual(
      sortedRows(comparison().table, BY_LABEL).map(row => row.label),
      ['A', 'B', 'C']
    );
  });

  it('turns the order round on the same column', () => {
    const once = resorted(BY_LABEL, 2);
    assert.deepEqual(once, { column: 2, descending: false });
    assert.deepEqual(resorted(once, 2), { column: 2, descending: true });
    assert.deepEqual(resorted(once, 0), { column: 0, descending: false });
  });

  it('heads what was measured and what was judged apart', () => {
    assert.deepEqual(groupsOf(comparison().table.columns), [
      { group: 'measured', span: 2, first: 0 },
      { group: 'judged by people', span: 1, first: 2 }
    ]);
  });

  it('draws a figure as a part of the largest, and nothing where there is none to compare', () => {
    const { table } = comparison();
    assert.equal(partOf(table, 0, 30), 1);
    assert.equal(partOf(table, 0, 9), 0.3);
    assert.equal(partOf(table, 0, null), null);
    assert.equal(partOf(table, 1, 'y'), null);
  });

  it('shows no number where none was measured', () => {
    assert.equal(shown(null), '–');
    assert.equal(shown(''), '–');
    assert.equal(shown(12_345), '12,345');
    assert.equal(shown(3.4567), '3.46');
    assert.equal(shown(true), 'yes');
    assert.equal(shown(0.0021, 's'), '2.1 ms');
  });
});

describe('a run', () => {
  it('says in words how it ended', () => {
    const parsed = readResult(RESULT);
    assert.ok(parsed);
    assert.equal(endingOf(parsed), '1 of 2 checks failed');
    const one = [{ name: 'c', ok: true, message: '' }];
    assert.equal(endingOf({ ...parsed, ended: 'ok', checks: one }), 'The check passed');
    assert.equal(endingOf({ ...parsed, ended: 'time' }), 'Ended by the time limit');
    assert.equal(endingOf({ ...parsed, ended: '?' }), 'The process crashed');
  });

  it('shows amounts in the unit that fits them', () => {
    assert.deepEqual([0, 1.5, 0.25, 0.0000021, 3e-9].map(secondsShown), [
      '0 s',
      '1.5 s',
      '250 ms',
      '2.1 µs',
      '3 ns'
    ]);
    assert.equal(bytesShown(15_000_000), '15.0 MB');
    assert.equal(bytesShown(2048), '3 kB');
  });
});

describe('the timer', () => {
  it('counts down, and then says by how much it is over', () => {
    assert.deepEqual(timeLeft(65_000, 0), { text: '1:05 left', over: false });
    assert.deepEqual(timeLeft(65_000, 70_500), { text: '0:05 over', over: true });
  });
});

describe('a diff of two options', () => {
  it('is read line by line, without the headings', () => {
    const diff =
      '--- A/main.py\n+++ B/main.py\n@@ -1,2 +1,2 @@\n x = 1\n-y = 2\n+y = 3\n';
    assert.deepEqual(diffLines(diff), [
      { change: 'place', text: '@@ -1,2 +1,2 @@' },
      { change: 'same', text: 'x = 1' },
      { change: 'gone', text: 'y = 2' },
      { change: 'new', text: 'y = 3' }
    ]);
    assert.deepEqual(diffLines(''), []);
  });
});
