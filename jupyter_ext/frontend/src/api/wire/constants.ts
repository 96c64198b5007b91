// Made from openapi.json by scripts/generate_wire.mjs: do not edit.

import type { Constants } from './types';

/** The version of Common Ground that this was built for. */
export const VERSION = '0.1.0';

export const CONSTANTS = {
  area_pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_/-]{0,49}$',
  columns: { doing: 'In progress', done: 'Done', review: 'In review', todo: 'To do' },
  default_policies: {
    convention: 'review',
    decision: 'review',
    discussion: 'open',
    knowledge: 'open',
    work: 'open'
  },
  demo_prefix: 'demo model',
  details: ['brief', 'balanced', 'thorough'],
  done: 'done',
  dropped: 'dropped',
  everybody: '@all',
  handoff_parts: ['state', 'actions', 'awareness', 'contingencies', 'acknowledgement'],
  keyed: ['subject', 'attribute', 'value', 'scope'],
  kinds: ['convention', 'decision', 'work', 'discussion', 'knowledge', 'note'],
  limits: { body: 20000, question: 50000, title: 200 },
  message_kinds: ['announcement', 'query', 'handoff'],
  message_parts: ['schema', 'interface', 'examples', 'files', 'left'],
  mime: {
    comparison: 'application/vnd.commonground.comparison+json',
    table: 'application/vnd.commonground.table+json',
    turn: 'application/vnd.commonground.turn+json'
  },
  phases: ['propose', 'prototype', 'discuss', 'decide'],
  plain_chars: 200,
  policies: ['open', 'review', 'owner'],
  roles: ['reader', 'contributor', 'owner', 'admin'],
  sandbox: { memory: 536870912, output: 1048576, seconds: 10 },
  shared_kinds: ['convention', 'decision', 'work', 'discussion', 'knowledge'],
  sides: ['for', 'against', 'note'],
  statuses: ['proposed', 'accepted', 'rejected', 'superseded', 'retired'],
  styles: ['plain', 'formal', 'friendly', 'teaching'],
  taken_out: 'out',
  team_limits: { days: 90, globs: 200, members: 100, zones: 4 }
} as const satisfies Constants;
