// Made from openapi.json by scripts/generate_wire.mjs: do not edit.

/** The JSON Schemas (draft 2020-12) of all that. */
export const SCHEMAS = {
  $id: 'https://commonground.invalid/wire',
  $defs: {
    ActionView: {
      properties: {
        assignee: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        by: { type: 'string' },
        id: { type: 'string' },
        title: { type: 'string' }
      },
      required: ['id', 'title', 'assignee', 'by', 'at'],
      type: 'object'
    },
    AnchorView: {
      properties: {
        cause: { type: 'string' },
        line: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        new_path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        open: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        path: { type: 'string' },
        state: { enum: ['fresh', 'touched', 'broken', 'unanchored'], type: 'string' },
        symbol: { type: 'string' }
      },
      required: ['path', 'symbol', 'state', 'cause', 'new_path', 'open', 'line'],
      type: 'object'
    },
    ApartView: {
      properties: {
        field: { type: 'string' },
        said: { items: { $ref: '#/$defs/StatedView' }, type: 'array' }
      },
      required: ['field', 'said'],
      type: 'object'
    },
    AreaView: {
      properties: {
        globs: { items: { type: 'string' }, type: 'array' },
        members: { items: { type: 'string' }, type: 'array' },
        name: { type: 'string' },
        order: {
          anyOf: [{ items: { type: 'integer' }, type: 'array' }, { type: 'null' }]
        }
      },
      required: ['name', 'globs', 'members'],
      type: 'object'
    },
    ArgumentView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        criterion: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        id: { type: 'string' },
        option: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        side: { enum: ['for', 'against', 'note'], type: 'string' },
        text: { type: 'string' }
      },
      required: ['id', 'text', 'by', 'at', 'side', 'option', 'criterion'],
      type: 'object'
    },
    AskedBeforeAnswer: {
      properties: {
        before: { anyOf: [{ $ref: '#/$defs/PrecedentView' }, { type: 'null' }] }
      },
      required: ['before'],
      type: 'object'
    },
    AskedView: {
      properties: {
        cost: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        questions: { type: 'integer' },
        tokens: { type: 'integer' },
        who: { type: 'string' }
      },
      required: ['who', 'questions', 'tokens', 'cost'],
      type: 'object'
    },
    BegunComparison: {
      properties: {
        comparison: { $ref: '#/$defs/ComparisonView' },
        problem: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: ['comparison', 'problem'],
      type: 'object'
    },
    BoardAnswer: {
      properties: {
        areas: { items: { type: 'string' }, type: 'array' },
        critical: { items: { type: 'string' }, type: 'array' },
        invited: { type: 'integer' },
        length: { type: 'number' },
        loads: { items: { $ref: '#/$defs/LoadView' }, type: 'array' },
        may_reveal: { type: 'boolean' },
        people: { additionalProperties: { type: 'string' }, type: 'object' },
        poker: { items: { $ref: '#/$defs/PokerView' }, type: 'array' },
        sprint: { anyOf: [{ $ref: '#/$defs/SprintView' }, { type: 'null' }] },
        timeline: { items: { $ref: '#/$defs/TimelineSpan' }, type: 'array' },
        waits: {
          additionalProperties: { items: { type: 'string' }, type: 'array' },
          type: 'object'
        }
      },
      required: ['sprint', 'people', 'areas'],
      type: 'object'
    },
    BudgetEvent: {
      properties: {
        budget: { $ref: '#/$defs/BudgetView' },
        type: { type: 'string', enum: ['budget'] }
      },
      required: ['type', 'budget'],
      type: 'object'
    },
    BudgetView: {
      properties: {
        limit: { type: 'number' },
        spent: { type: 'number' },
        used_up: { type: 'boolean' },
        who: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: ['who', 'limit', 'spent', 'used_up'],
      type: 'object'
    },
    BurndownAnswer: {
      properties: {
        days: { items: { $ref: '#/$defs/BurndownDayView' }, type: 'array' },
        unit: {
          anyOf: [{ enum: ['points', 'days'], type: 'string' }, { type: 'null' }]
        }
      },
      required: ['unit', 'days'],
      type: 'object'
    },
    BurndownDayView: {
      properties: {
        day: { type: 'string' },
        ideal: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        left: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        scope: { anyOf: [{ type: 'number' }, { type: 'null' }] }
      },
      required: ['day', 'left', 'scope', 'ideal'],
      type: 'object'
    },
    CallEvent: {
      properties: {
        call: { $ref: '#/$defs/CallView' },
        turn: { type: 'string' },
        type: { type: 'string', enum: ['call'] }
      },
      required: ['type', 'turn', 'call'],
      type: 'object'
    },
    CallView: {
      properties: {
        allowed: {
          anyOf: [
            { enum: ['click', 'thread', 'always'], type: 'string' },
            { type: 'null' }
          ]
        },
        at: { type: 'integer' },
        by: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        id: { type: 'string' },
        input: { type: 'string' },
        offers: {
          items: { enum: ['thread', 'always'], type: 'string' },
          type: 'array'
        },
        place: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        result: { type: 'string' },
        seconds: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        status: {
          enum: ['running', 'done', 'failed', 'stopped', 'proposed', 'declined'],
          type: 'string'
        },
        thing: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        tool: { type: 'string' }
      },
      required: [
        'id',
        'tool',
        'input',
        'at',
        'status',
        'result',
        'seconds',
        'by',
        'allowed',
        'thing',
        'offers'
      ],
      type: 'object'
    },
    CheckAnswer: {
      properties: {
        guard: { enum: ['warn', 'refuse'], type: 'string' },
        notices: { items: { $ref: '#/$defs/NoticeView' }, type: 'array' }
      },
      required: ['guard', 'notices'],
      type: 'object'
    },
    CheckBegun: {
      properties: { state: { const: 'begun', type: 'string' } },
      required: ['state'],
      type: 'object'
    },
    CheckView: {
      properties: {
        members: { items: { type: 'string' }, type: 'array' },
        message: { type: 'string' },
        remedy: { type: 'string' },
        rule: {
          enum: [
            'cycle',
            'name',
            'overload',
            'orphan',
            'files',
            'decision',
            'late',
            'apart'
          ],
          type: 'string'
        },
        tasks: { items: { type: 'string' }, type: 'array' }
      },
      required: ['rule', 'message', 'remedy', 'tasks', 'members'],
      type: 'object'
    },
    ChecksAnswer: {
      properties: { findings: { items: { $ref: '#/$defs/CheckView' }, type: 'array' } },
      required: ['findings'],
      type: 'object'
    },
    ChoiceView: {
      properties: {
        entry: { type: 'string' },
        reason: {
          enum: [
            'named',
            'pinned',
            'holds here',
            'all',
            'words',
            'meaning',
            'author',
            'dispute'
          ],
          type: 'string'
        },
        score: { type: 'number' }
      },
      required: ['entry', 'reason', 'score'],
      type: 'object'
    },
    ClaimView: {
      properties: {
        at: { type: 'integer' },
        branch: { type: 'string' },
        by: { type: 'string' },
        commits: { type: 'integer' },
        expires: { type: 'integer' },
        files: { items: { $ref: '#/$defs/ClaimedFileView' }, type: 'array' },
        id: { type: 'string' },
        more: { type: 'integer' },
        source: { type: 'string' },
        subjects: { items: { type: 'string' }, type: 'array' }
      },
      required: [
        'id',
        'by',
        'source',
        'branch',
        'commits',
        'subjects',
        'at',
        'expires',
        'files',
        'more'
      ],
      type: 'object'
    },
    ClaimedFileView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        cells: { items: { type: 'string' }, type: 'array' },
        lines: { items: { $ref: '#/$defs/LinesView' }, type: 'array' },
        path: { type: 'string' },
        status: { type: 'string' },
        symbols: { items: { type: 'string' }, type: 'array' }
      },
      required: ['path', 'status', 'lines', 'cells', 'symbols', 'area'],
      type: 'object'
    },
    ClashView: {
      properties: {
        entry: { type: 'string' },
        quotes: {
          maxItems: 2,
          minItems: 2,
          prefixItems: [{ type: 'string' }, { type: 'string' }],
          type: 'array'
        },
        rule: { type: 'string' },
        sure: { type: 'boolean' },
        title: { type: 'string' },
        why: { type: 'string' }
      },
      required: ['entry', 'title', 'rule', 'quotes', 'why', 'sure'],
      type: 'object'
    },
    ClientTokenView: {
      properties: {
        client: { type: 'string' },
        created: { type: 'integer' },
        ends: { type: 'integer' },
        id: { type: 'string' },
        scopes: {
          items: { enum: ['read', 'propose', 'message', 'private'], type: 'string' },
          type: 'array'
        },
        used: { anyOf: [{ type: 'integer' }, { type: 'null' }] }
      },
      required: ['id', 'client', 'scopes', 'created', 'ends', 'used'],
      type: 'object'
    },
    ClientTokensAnswer: {
      properties: {
        address: { type: 'string' },
        tokens: { items: { $ref: '#/$defs/ClientTokenView' }, type: 'array' }
      },
      required: ['tokens', 'address'],
      type: 'object'
    },
    CodeView: {
      properties: {
        definitions: { type: 'integer' },
        files: { type: 'integer' },
        problem: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        skipped: { type: 'integer' },
        stage: {
          enum: ['waiting', 'reading', 'ready', 'cancelled', 'failed'],
          type: 'string'
        }
      },
      required: ['stage', 'files', 'definitions', 'skipped', 'problem'],
      type: 'object'
    },
    ColumnView: {
      properties: { name: { type: 'string' }, title: { type: 'string' } },
      required: ['name', 'title'],
      type: 'object'
    },
    CommandAnswer: {
      properties: {
        error: { anyOf: [{ $ref: '#/$defs/ErrorView' }, { type: 'null' }] },
        id: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        outcome: { anyOf: [{ $ref: '#/$defs/OutcomeView' }, { type: 'null' }] },
        status: { type: 'integer' },
        type: { type: 'string', enum: ['answer'] }
      },
      required: ['type', 'id', 'status'],
      type: 'object'
    },
    CommentView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        id: { type: 'string' },
        text: { type: 'string' }
      },
      required: ['id', 'text', 'by', 'at'],
      type: 'object'
    },
    ComparisonAnswer: {
      properties: { comparison: { $ref: '#/$defs/ComparisonView' } },
      required: ['comparison'],
      type: 'object'
    },
    ComparisonView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        arguments: { items: { $ref: '#/$defs/ArgumentView' }, type: 'array' },
        at: { type: 'integer' },
        benchmark: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        by: { type: 'string' },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        check: { type: 'string' },
        criteria: { items: { $ref: '#/$defs/CriterionView' }, type: 'array' },
        decided: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        decisions: { items: { $ref: '#/$defs/DecisionView' }, type: 'array' },
        goal: { type: 'string' },
        id: { type: 'string' },
        invited: { type: 'integer' },
        judged: { items: { $ref: '#/$defs/JudgementView' }, type: 'array' },
        may_reveal: { type: 'boolean' },
        options: { items: { $ref: '#/$defs/OptionView' }, type: 'array' },
        path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        phase: { $ref: '#/$defs/PhaseView' },
        phases: {
          items: {
            enum: ['propose', 'prototype', 'discuss', 'decide'],
            type: 'string'
          },
          type: 'array'
        },
        revealed: { type: 'boolean' },
        scored: { items: { type: 'string' }, type: 'array' },
        scores: { items: { $ref: '#/$defs/ScoreView' }, type: 'array' },
        scoring: { enum: ['open', 'secret'], type: 'string' },
        table: { $ref: '#/$defs/TableView' },
        totals: { additionalProperties: { type: 'number' }, type: 'object' }
      },
      required: [
        'id',
        'goal',
        'by',
        'at',
        'path',
        'cell',
        'area',
        'criteria',
        'check',
        'benchmark',
        'phase',
        'phases',
        'scoring',
        'revealed',
        'may_reveal',
        'scored',
        'invited',
        'scores',
        'judged',
        'arguments',
        'totals',
        'decisions',
        'decided',
        'options',
        'table'
      ],
      type: 'object'
    },
    ComparisonsAnswer: {
      properties: {
        comparisons: { items: { $ref: '#/$defs/ListedComparison' }, type: 'array' }
      },
      required: ['comparisons'],
      type: 'object'
    },
    ConstraintView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        id: { type: 'string' },
        text: { type: 'string' }
      },
      required: ['id', 'by', 'at', 'text'],
      type: 'object'
    },
    CostAnswer: {
      properties: {
        budgets: { items: { $ref: '#/$defs/BudgetView' }, type: 'array' },
        each: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        lines: { items: { $ref: '#/$defs/CostLineView' }, type: 'array' },
        shown: { enum: ['own', 'sum', 'all'], type: 'string' },
        team: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        today: { type: 'integer' }
      },
      required: ['today', 'team', 'each', 'shown', 'lines', 'budgets'],
      type: 'object'
    },
    CostLineView: {
      properties: {
        cost: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        day: { type: 'integer' },
        purpose: {
          anyOf: [
            {
              enum: ['judge', 'handoff', 'suggestion', 'sweep', 'summary', 'probe'],
              type: 'string'
            },
            { type: 'null' }
          ]
        },
        saved: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        tokens_cached: { type: 'integer' },
        tokens_in: { type: 'integer' },
        tokens_out: { type: 'integer' },
        turns: { type: 'integer' },
        who: { type: 'string' }
      },
      required: [
        'day',
        'who',
        'turns',
        'tokens_in',
        'tokens_out',
        'tokens_cached',
        'cost',
        'saved',
        'purpose'
      ],
      type: 'object'
    },
    CriterionView: {
      properties: {
        better: { enum: ['higher', 'lower'], type: 'string' },
        name: { type: 'string' },
        weight: { type: 'number' }
      },
      required: ['name', 'weight', 'better'],
      type: 'object'
    },
    DecisionView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        entry: { type: 'string' },
        id: { type: 'string' },
        option: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        reason: { type: 'string' }
      },
      required: ['id', 'option', 'entry', 'reason', 'by', 'at'],
      type: 'object'
    },
    DeltaEvent: {
      properties: {
        seq: { minimum: 1, type: 'integer' },
        text: { type: 'string' },
        turn: { type: 'string' },
        type: { type: 'string', enum: ['delta'] }
      },
      required: ['type', 'turn', 'seq', 'text'],
      type: 'object'
    },
    DifferenceAnswer: {
      properties: {
        files: { items: { $ref: '#/$defs/FileDifference' }, type: 'array' },
        from: { type: 'string' },
        to: { type: 'string' }
      },
      required: ['from', 'to', 'files'],
      type: 'object'
    },
    DifferenceView: {
      properties: {
        new: { type: 'string' },
        old: { type: 'string' },
        what: { type: 'string' }
      },
      required: ['what', 'old', 'new'],
      type: 'object'
    },
    DisputeView: {
      properties: {
        entries: {
          maxItems: 2,
          minItems: 2,
          prefixItems: [{ type: 'string' }, { type: 'string' }],
          type: 'array'
        },
        quotes: {
          maxItems: 2,
          minItems: 2,
          prefixItems: [{ type: 'string' }, { type: 'string' }],
          type: 'array'
        },
        rule: { type: 'string' },
        sides: {
          maxItems: 2,
          minItems: 2,
          prefixItems: [{ type: 'string' }, { type: 'string' }],
          type: 'array'
        },
        sure: { type: 'boolean' },
        why: { type: 'string' }
      },
      required: ['entries', 'sides', 'rule', 'quotes', 'why', 'sure'],
      type: 'object'
    },
    DisputesChange: {
      properties: {
        gone: {
          items: {
            maxItems: 2,
            minItems: 2,
            prefixItems: [{ type: 'string' }, { type: 'string' }],
            type: 'array'
          },
          type: 'array'
        },
        items: { items: { $ref: '#/$defs/DisputeView' }, type: 'array' },
        type: { type: 'string', enum: ['disputes_change'] }
      },
      required: ['type', 'items', 'gone'],
      type: 'object'
    },
    DisputesEvent: {
      properties: {
        items: { items: { $ref: '#/$defs/DisputeView' }, type: 'array' },
        type: { type: 'string', enum: ['disputes'] }
      },
      required: ['type', 'items'],
      type: 'object'
    },
    DraftView: {
      properties: {
        at: { type: 'integer' },
        key: { type: 'string' },
        text: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: ['key', 'at', 'text'],
      type: 'object'
    },
    DraftsAnswer: {
      properties: { drafts: { items: { $ref: '#/$defs/DraftView' }, type: 'array' } },
      required: ['drafts'],
      type: 'object'
    },
    DutyView: {
      properties: {
        next: { type: 'string' },
        owner: { type: 'string' },
        since: { type: 'integer' },
        stand_in_for: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        until: { type: 'integer' }
      },
      required: ['owner', 'since', 'until', 'next', 'stand_in_for'],
      type: 'object'
    },
    EditDecided: {
      properties: {
        mark: {
          anyOf: [
            { additionalProperties: { $ref: '#/$defs/JsonValue' }, type: 'object' },
            { type: 'null' }
          ]
        },
        proposal: { $ref: '#/$defs/ProposalView' },
        write: { type: 'boolean' }
      },
      required: ['proposal', 'write', 'mark'],
      type: 'object'
    },
    EditView: {
      properties: {
        after: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        base: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        before: { type: 'string' },
        by: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        cell: { type: 'string' },
        edited: { type: 'boolean' },
        key: { type: 'string' },
        op: { enum: ['insert', 'replace', 'delete', 'move'], type: 'string' },
        reason: { type: 'string' },
        source: { type: 'string' },
        status: { enum: ['open', 'accepted', 'refused'], type: 'string' },
        type: { enum: ['code', 'markdown'], type: 'string' },
        undone_by: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: [
        'key',
        'op',
        'cell',
        'after',
        'type',
        'source',
        'reason',
        'base',
        'before',
        'status',
        'by',
        'edited',
        'undone_by'
      ],
      type: 'object'
    },
    EntriesAnswer: {
      properties: { entries: { items: { $ref: '#/$defs/EntryView' }, type: 'array' } },
      required: ['entries'],
      type: 'object'
    },
    EntryFreshnessView: {
      properties: {
        anchors: { items: { $ref: '#/$defs/AnchorView' }, type: 'array' },
        cause: { type: 'string' },
        entry: { type: 'string' },
        state: { enum: ['fresh', 'touched', 'broken', 'unanchored'], type: 'string' }
      },
      required: ['entry', 'state', 'cause', 'anchors'],
      type: 'object'
    },
    EntryView: {
      properties: {
        created_at: { type: 'integer' },
        created_by: { type: 'string' },
        disputed: { type: 'boolean' },
        heads: { items: { type: 'string' }, type: 'array' },
        id: { type: 'string' },
        kind: {
          enum: ['convention', 'decision', 'work', 'discussion', 'knowledge', 'note'],
          type: 'string'
        },
        revisions: { items: { $ref: '#/$defs/RevisionView' }, type: 'array' },
        room: { type: 'string' }
      },
      required: [
        'id',
        'kind',
        'room',
        'created_by',
        'created_at',
        'heads',
        'disputed',
        'revisions'
      ],
      type: 'object'
    },
    ErrorView: {
      properties: {
        code: { type: 'string' },
        findings: { items: { $ref: '#/$defs/FindingView' }, type: 'array' },
        message: { type: 'string' },
        note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        remedy: { type: 'string' }
      },
      required: ['code', 'message', 'remedy'],
      type: 'object'
    },
    ExceptionView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        fingerprint: { type: 'string' },
        reason: { type: 'string' },
        rule: { type: 'string' }
      },
      required: ['fingerprint', 'rule', 'reason', 'by', 'at'],
      type: 'object'
    },
    ExceptionsAnswer: {
      properties: {
        exceptions: { items: { $ref: '#/$defs/ExceptionView' }, type: 'array' }
      },
      required: ['exceptions'],
      type: 'object'
    },
    ExportAnswer: {
      properties: { csv: { type: 'string' } },
      required: ['csv'],
      type: 'object'
    },
    FactsEvent: {
      properties: {
        about: { items: { type: 'string' }, type: 'array' },
        names: { items: { type: 'string' }, type: 'array' },
        type: { type: 'string', enum: ['facts'] }
      },
      required: ['type', 'about', 'names'],
      type: 'object'
    },
    FigureView: {
      properties: {
        definition: { type: 'string' },
        follows: { enum: ['yes', 'no', 'unknown'], type: 'string' },
        metric: { type: 'string' },
        name: { type: 'string' },
        value: { type: 'number' }
      },
      required: ['name', 'value', 'definition', 'metric', 'follows'],
      type: 'object'
    },
    FileDifference: {
      properties: {
        diff: { type: 'string' },
        path: { type: 'string' },
        status: { enum: ['same', 'changed', 'added', 'removed'], type: 'string' }
      },
      required: ['path', 'status', 'diff'],
      type: 'object'
    },
    FileSize: {
      properties: {
        characters: { type: 'integer' },
        lines: { type: 'integer' },
        path: { type: 'string' }
      },
      required: ['path', 'lines', 'characters'],
      type: 'object'
    },
    FileText: {
      properties: { path: { type: 'string' }, text: { type: 'string' } },
      required: ['path', 'text'],
      type: 'object'
    },
    FindAnswer: {
      properties: {
        hits: { items: { $ref: '#/$defs/HitView' }, type: 'array' },
        kinds: { additionalProperties: { type: 'integer' }, type: 'object' },
        total: { type: 'integer' }
      },
      required: ['hits', 'total', 'kinds'],
      type: 'object'
    },
    FindingCheckView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        cause: { type: 'string' },
        differences: { items: { $ref: '#/$defs/DifferenceView' }, type: 'array' },
        state: { enum: ['confirmed', 'differs', 'failed'], type: 'string' }
      },
      required: ['state', 'cause', 'by', 'at', 'differences'],
      type: 'object'
    },
    FindingPicture: {
      properties: { address: { type: 'string' } },
      required: ['address'],
      type: 'object'
    },
    FindingView: {
      properties: {
        end: { type: 'integer' },
        field: { type: 'string' },
        fingerprint: { type: 'string' },
        kind: { enum: ['secret', 'personal'], type: 'string' },
        label: { type: 'string' },
        rule: { type: 'string' },
        start: { type: 'integer' }
      },
      required: ['rule', 'label', 'kind', 'start', 'end', 'fingerprint', 'field'],
      type: 'object'
    },
    FindingsAnswer: {
      properties: {
        findings: { items: { $ref: '#/$defs/SharedFindingView' }, type: 'array' },
        metrics: { items: { $ref: '#/$defs/MetricView' }, type: 'array' }
      },
      required: ['findings', 'metrics'],
      type: 'object'
    },
    FocusView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        by: { type: 'string' },
        text: { type: 'string' },
        until: { type: 'integer' }
      },
      required: ['by', 'text', 'area', 'at', 'until'],
      type: 'object'
    },
    FreshnessAnswer: {
      properties: {
        entries: { items: { $ref: '#/$defs/EntryFreshnessView' }, type: 'array' },
        unused: { items: { $ref: '#/$defs/UnusedView' }, type: 'array' }
      },
      required: ['entries', 'unused'],
      type: 'object'
    },
    FreshnessEvent: {
      properties: { type: { type: 'string', enum: ['freshness'] } },
      required: ['type'],
      type: 'object'
    },
    GateView: {
      properties: {
        body: { type: 'string' },
        findings: {
          items: {
            anyOf: [{ $ref: '#/$defs/FindingView' }, { $ref: '#/$defs/RedactedView' }]
          },
          type: 'array'
        },
        outcome: { enum: ['pass', 'redact', 'quarantine'], type: 'string' },
        title: { type: 'string' }
      },
      required: ['outcome', 'findings', 'title', 'body'],
      type: 'object'
    },
    GivenLink: {
      properties: {
        display_name: { type: 'string' },
        page: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        role: { enum: ['reader', 'contributor', 'owner', 'admin'], type: 'string' },
        token: { type: 'string' },
        username: { type: 'string' }
      },
      required: ['token', 'username', 'display_name', 'role'],
      type: 'object'
    },
    GroupView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        kind: {
          enum: ['convention', 'decision', 'work', 'discussion', 'knowledge'],
          type: 'string'
        },
        sources: { items: { $ref: '#/$defs/SummedEntryView' }, type: 'array' }
      },
      required: ['kind', 'area', 'sources'],
      type: 'object'
    },
    GroupsAnswer: {
      properties: { groups: { items: { $ref: '#/$defs/GroupView' }, type: 'array' } },
      required: ['groups'],
      type: 'object'
    },
    HandoffAnswer: {
      properties: {
        for: { enum: ['today', 'since', 'written'], type: 'string' },
        model: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        names: { additionalProperties: { type: 'string' }, type: 'object' },
        news: { type: 'integer' },
        open: { type: 'integer' },
        opens: { type: 'boolean' },
        parts: { items: { $ref: '#/$defs/HandoffPart' }, type: 'array' },
        problem: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        since: { type: 'integer' },
        sources: { items: { $ref: '#/$defs/SourceView' }, type: 'array' },
        until: { type: 'integer' },
        written: { items: { $ref: '#/$defs/WrittenView' }, type: 'array' },
        zones: { items: { type: 'string' }, type: 'array' }
      },
      required: [
        'since',
        'until',
        'zones',
        'news',
        'open',
        'parts',
        'sources',
        'for',
        'names',
        'opens',
        'model',
        'problem',
        'written'
      ],
      type: 'object'
    },
    HandoffLine: {
      properties: {
        about: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        accepted_by: { type: 'string' },
        at: { type: 'integer' },
        by: { type: 'string' },
        cited: { type: 'integer' },
        detail: { type: 'string' },
        editors: { items: { type: 'string' }, type: 'array' },
        lead: { type: 'string' },
        new: { type: 'boolean' },
        open: { type: 'boolean' },
        phrase: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        room: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        sources: { items: { type: 'string' }, type: 'array' },
        text: { type: 'string' },
        topic: { type: 'string' }
      },
      required: [
        'topic',
        'lead',
        'text',
        'detail',
        'phrase',
        'about',
        'by',
        'editors',
        'accepted_by',
        'at',
        'room',
        'open',
        'new',
        'sources',
        'cited'
      ],
      type: 'object'
    },
    HandoffPart: {
      properties: {
        count: { type: 'integer' },
        lines: { items: { $ref: '#/$defs/HandoffLine' }, type: 'array' },
        more: { type: 'boolean' },
        part: {
          enum: ['state', 'actions', 'awareness', 'contingencies', 'acknowledgement'],
          type: 'string'
        }
      },
      required: ['part', 'lines'],
      type: 'object'
    },
    HealthEvent: {
      properties: {
        store: { $ref: '#/$defs/HealthView' },
        type: { type: 'string', enum: ['health'] }
      },
      required: ['type', 'store'],
      type: 'object'
    },
    HealthView: {
      properties: {
        message: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        ok: { type: 'boolean' }
      },
      required: ['ok', 'message'],
      type: 'object'
    },
    HelloEvent: {
      properties: {
        active: { items: { $ref: '#/$defs/TurnSummary' }, type: 'array' },
        commands: { type: 'boolean' },
        rooms: { items: { $ref: '#/$defs/RoomView' }, type: 'array' },
        type: { type: 'string', enum: ['hello'] },
        user: { $ref: '#/$defs/MemberView' }
      },
      required: ['type', 'user', 'rooms', 'commands', 'active'],
      type: 'object'
    },
    HistoryAnswer: {
      properties: {
        revisions: { items: { $ref: '#/$defs/RevisionView' }, type: 'array' }
      },
      required: ['revisions'],
      type: 'object'
    },
    HitView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        id: { type: 'string' },
        kind: { type: 'string' },
        path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        people: { items: { type: 'string' }, type: 'array' },
        private: { type: 'boolean' },
        snippet: { items: { type: 'string' }, type: 'array' },
        title: { items: { type: 'string' }, type: 'array' },
        view: { type: 'string' }
      },
      required: [
        'id',
        'kind',
        'view',
        'title',
        'snippet',
        'people',
        'at',
        'area',
        'path',
        'cell',
        'private'
      ],
      type: 'object'
    },
    ImportAnswer: {
      properties: { items: { items: { $ref: '#/$defs/ImportedItem' }, type: 'array' } },
      required: ['items'],
      type: 'object'
    },
    ImportFinding: {
      properties: { field: { type: 'string' }, label: { type: 'string' } },
      required: ['label', 'field'],
      type: 'object'
    },
    ImportedItem: {
      properties: {
        findings: { items: { $ref: '#/$defs/ImportFinding' }, type: 'array' },
        id: { type: 'string' },
        place: { type: 'integer' },
        record: { type: 'string' },
        title: { type: 'string' },
        what: {
          enum: ['added', 'known', 'dispute', 'withheld', 'refused', 'left_out'],
          type: 'string'
        },
        why: { type: 'string' }
      },
      required: ['place', 'record', 'id', 'title', 'what'],
      type: 'object'
    },
    InboxAnswer: {
      properties: {
        areas: { items: { type: 'string' }, type: 'array' },
        items: { items: { $ref: '#/$defs/InboxItem' }, type: 'array' },
        members: { items: { type: 'string' }, type: 'array' },
        overdue: { type: 'integer' },
        todo: { type: 'integer' },
        unread: { type: 'integer' }
      },
      required: ['items', 'todo', 'unread', 'overdue', 'members', 'areas'],
      type: 'object'
    },
    InboxItem: {
      properties: {
        acknowledged: { additionalProperties: { type: 'integer' }, type: 'object' },
        at: { type: 'integer' },
        author: { type: 'string' },
        body: { type: 'string' },
        due: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        facts: { items: { type: 'string' }, type: 'array' },
        id: { type: 'string' },
        kind: { enum: ['announcement', 'query', 'handoff'], type: 'string' },
        lines: { items: { $ref: '#/$defs/MessageLine' }, type: 'array' },
        mine: { type: 'boolean' },
        overdue: { type: 'boolean' },
        parts: { $ref: '#/$defs/MessageParts' },
        sides: { items: { type: 'string' }, type: 'array' },
        state: {
          enum: ['open', 'acknowledged', 'answered', 'accepted', 'withdrawn'],
          type: 'string'
        },
        title: { type: 'string' },
        to: { items: { type: 'string' }, type: 'array' },
        todo: {
          anyOf: [
            { enum: ['acknowledge', 'answer', 'accept'], type: 'string' },
            { type: 'null' }
          ]
        },
        turn: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        unread: { type: 'boolean' },
        waits_for: { items: { type: 'string' }, type: 'array' }
      },
      required: [
        'id',
        'kind',
        'author',
        'at',
        'to',
        'title',
        'body',
        'due',
        'turn',
        'sides',
        'parts',
        'lines',
        'acknowledged',
        'facts',
        'state',
        'waits_for',
        'todo',
        'unread',
        'mine',
        'overdue'
      ],
      type: 'object'
    },
    InstructionsAnswer: {
      properties: {
        areas: { items: { $ref: '#/$defs/AreaView' }, type: 'array' },
        broken: { items: { type: 'string' }, type: 'array' },
        disputes: {
          items: {
            maxItems: 2,
            minItems: 2,
            prefixItems: [{ type: 'string' }, { type: 'string' }],
            type: 'array'
          },
          type: 'array'
        },
        entries: { items: { $ref: '#/$defs/EntryView' }, type: 'array' },
        pins: { items: { type: 'string' }, type: 'array' },
        withheld: { type: 'integer' }
      },
      required: ['entries', 'areas', 'pins', 'disputes', 'broken', 'withheld'],
      type: 'object'
    },
    JobEvent: {
      properties: {
        job: { $ref: '#/$defs/JobView' },
        type: { type: 'string', enum: ['job'] }
      },
      required: ['type', 'job'],
      type: 'object'
    },
    JobView: {
      properties: {
        by: { type: 'string' },
        cancellable: { type: 'boolean' },
        done: { type: 'integer' },
        id: { type: 'string' },
        kind: {
          enum: [
            'import',
            'run',
            'index',
            'page',
            'compact',
            'export',
            'sweep',
            'summary',
            'relevance',
            'code',
            'check'
          ],
          type: 'string'
        },
        left: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        said: { type: 'string' },
        state: { enum: ['running', 'done', 'cancelled', 'failed'], type: 'string' },
        total: { anyOf: [{ type: 'integer' }, { type: 'null' }] }
      },
      required: [
        'id',
        'kind',
        'by',
        'done',
        'total',
        'left',
        'state',
        'cancellable',
        'said'
      ],
      type: 'object'
    },
    JobsAnswer: {
      properties: { jobs: { items: { $ref: '#/$defs/JobView' }, type: 'array' } },
      required: ['jobs'],
      type: 'object'
    },
    JsonValue: {},
    JudgementView: {
      properties: {
        at: { type: 'integer' },
        criterion: { type: 'string' },
        model: { type: 'string' },
        option: { type: 'string' },
        score: { type: 'integer' },
        turn: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        why: { type: 'string' }
      },
      required: ['option', 'criterion', 'model', 'score', 'at', 'why', 'turn'],
      type: 'object'
    },
    KeyedFields: {
      properties: {
        attribute: { type: 'string' },
        scope: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        subject: { type: 'string' },
        value: { type: 'string' }
      },
      required: ['subject', 'attribute', 'value', 'scope'],
      type: 'object'
    },
    KnownMember: {
      properties: {
        anonymous: { type: 'boolean' },
        color: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        display_name: { type: 'string' },
        initials: { type: 'string' },
        online: { type: 'boolean' },
        role: {
          anyOf: [
            { enum: ['reader', 'contributor', 'owner', 'admin'], type: 'string' },
            { type: 'null' }
          ]
        },
        username: { type: 'string' }
      },
      required: ['username', 'display_name', 'initials', 'color', 'online'],
      type: 'object'
    },
    LeaseView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        id: { type: 'string' },
        paths: { items: { type: 'string' }, type: 'array' },
        until: { type: 'integer' },
        why: { type: 'string' }
      },
      required: ['id', 'by', 'paths', 'why', 'at', 'until'],
      type: 'object'
    },
    LeftoverView: {
      properties: { remedy: { type: 'string' }, where: { type: 'string' } },
      required: ['where', 'remedy'],
      type: 'object'
    },
    LimitsView: {
      properties: {
        body: { type: 'integer' },
        question: { type: 'integer' },
        title: { type: 'integer' }
      },
      required: ['title', 'body', 'question'],
      type: 'object'
    },
    LinesView: {
      properties: { first: { type: 'integer' }, last: { type: 'integer' } },
      required: ['first', 'last'],
      type: 'object'
    },
    ListedComparison: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        decided: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        ends: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        entry: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        goal: { type: 'string' },
        id: { type: 'string' },
        options: { items: { $ref: '#/$defs/ListedOption' }, type: 'array' },
        path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        phase: { enum: ['propose', 'prototype', 'discuss', 'decide'], type: 'string' }
      },
      required: [
        'id',
        'goal',
        'by',
        'at',
        'phase',
        'ends',
        'path',
        'cell',
        'options',
        'decided',
        'entry'
      ],
      type: 'object'
    },
    ListedOption: {
      properties: {
        id: { type: 'string' },
        label: { type: 'string' },
        name: { type: 'string' },
        state: { enum: ['open', 'chosen', 'rejected'], type: 'string' }
      },
      required: ['id', 'label', 'name', 'state'],
      type: 'object'
    },
    LoadView: {
      properties: {
        assignee: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        capacity: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        doing: { type: 'number' },
        done: { type: 'number' },
        dropped: { type: 'number' },
        over: { type: 'boolean' },
        planned: { type: 'number' },
        tasks: { type: 'integer' }
      },
      required: [
        'assignee',
        'planned',
        'done',
        'tasks',
        'capacity',
        'doing',
        'dropped',
        'over'
      ],
      type: 'object'
    },
    LocalChoiceView: {
      properties: {
        model: { type: 'string' },
        program: { type: 'string' },
        url: { type: 'string' }
      },
      required: ['program', 'url', 'model'],
      type: 'object'
    },
    MadeView: {
      properties: {
        entry: { type: 'string' },
        holds: { type: 'boolean' },
        sources: { items: { $ref: '#/$defs/SummedEntryView' }, type: 'array' },
        title: { type: 'string' }
      },
      required: ['entry', 'title', 'holds', 'sources'],
      type: 'object'
    },
    MeasuresView: {
      properties: {
        complexity: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        dependencies: {
          anyOf: [{ items: { type: 'string' }, type: 'array' }, { type: 'null' }]
        },
        files: { type: 'integer' },
        lines: { type: 'integer' },
        public: {
          anyOf: [{ items: { type: 'string' }, type: 'array' }, { type: 'null' }]
        },
        worst: { anyOf: [{ type: 'integer' }, { type: 'null' }] }
      },
      required: ['files', 'lines', 'complexity', 'worst', 'dependencies', 'public'],
      type: 'object'
    },
    MeetingAnswer: {
      properties: {
        presentations: { items: { $ref: '#/$defs/PresentationView' }, type: 'array' }
      },
      required: ['presentations'],
      type: 'object'
    },
    MemberView: {
      properties: {
        anonymous: { type: 'boolean' },
        color: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        display_name: { type: 'string' },
        initials: { type: 'string' },
        role: { enum: ['reader', 'contributor', 'owner', 'admin'], type: 'string' },
        username: { type: 'string' }
      },
      required: ['username', 'display_name', 'initials', 'color', 'role', 'anonymous'],
      type: 'object'
    },
    MembersAnswer: {
      properties: {
        members: { items: { $ref: '#/$defs/KnownMember' }, type: 'array' }
      },
      required: ['members'],
      type: 'object'
    },
    MessageAnswer: {
      properties: { message: { $ref: '#/$defs/MessageView' } },
      required: ['message'],
      type: 'object'
    },
    MessageLine: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        entry: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        id: { type: 'string' },
        kind: { enum: ['reply', 'answer', 'accepted'], type: 'string' },
        text: { type: 'string' }
      },
      required: ['id', 'kind', 'by', 'at', 'text', 'entry'],
      type: 'object'
    },
    MessageParts: {
      properties: {
        examples: { type: 'string' },
        files: { items: { type: 'string' }, type: 'array' },
        interface: { type: 'string' },
        left: { type: 'string' },
        schema: { type: 'string' }
      },
      type: 'object'
    },
    MessageView: {
      properties: {
        acknowledged: { additionalProperties: { type: 'integer' }, type: 'object' },
        at: { type: 'integer' },
        author: { type: 'string' },
        body: { type: 'string' },
        due: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        facts: { items: { type: 'string' }, type: 'array' },
        id: { type: 'string' },
        kind: { enum: ['announcement', 'query', 'handoff'], type: 'string' },
        lines: { items: { $ref: '#/$defs/MessageLine' }, type: 'array' },
        parts: { $ref: '#/$defs/MessageParts' },
        sides: { items: { type: 'string' }, type: 'array' },
        state: {
          enum: ['open', 'acknowledged', 'answered', 'accepted', 'withdrawn'],
          type: 'string'
        },
        title: { type: 'string' },
        to: { items: { type: 'string' }, type: 'array' },
        turn: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        waits_for: { items: { type: 'string' }, type: 'array' }
      },
      required: [
        'id',
        'kind',
        'author',
        'at',
        'to',
        'title',
        'body',
        'due',
        'turn',
        'sides',
        'parts',
        'lines',
        'acknowledged',
        'facts',
        'state',
        'waits_for'
      ],
      type: 'object'
    },
    MetricView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        by: { type: 'string' },
        expression: { type: 'string' },
        id: { type: 'string' },
        name: { type: 'string' },
        says: { type: 'string' },
        state: { enum: ['accepted', 'proposed', 'disputed'], type: 'string' }
      },
      required: ['id', 'name', 'expression', 'says', 'by', 'at', 'area', 'state'],
      type: 'object'
    },
    ModelView: {
      properties: {
        available: { type: 'boolean' },
        demo: { type: 'boolean' },
        kind: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        label: { type: 'string' },
        lacks: {
          items: { enum: ['tools', 'pictures', 'forms'], type: 'string' },
          type: 'array'
        },
        name: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        problem: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        window: { anyOf: [{ type: 'integer' }, { type: 'null' }] }
      },
      required: [
        'name',
        'label',
        'kind',
        'demo',
        'window',
        'available',
        'problem',
        'lacks'
      ],
      type: 'object'
    },
    ModelsAnswer: {
      properties: { models: { items: { $ref: '#/$defs/OfferView' }, type: 'array' } },
      required: ['models'],
      type: 'object'
    },
    MoveView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        column: { type: 'string' },
        id: { type: 'string' }
      },
      required: ['id', 'column', 'by', 'at'],
      type: 'object'
    },
    NamesAnswer: {
      properties: { names: { items: { type: 'string' }, type: 'array' } },
      required: ['names'],
      type: 'object'
    },
    NearAnswer: {
      properties: { near: { items: { $ref: '#/$defs/NearView' }, type: 'array' } },
      required: ['near'],
      type: 'object'
    },
    NearView: {
      properties: {
        author: { type: 'string' },
        body: { type: 'string' },
        entry: { type: 'string' },
        kind: {
          enum: ['convention', 'decision', 'work', 'discussion', 'knowledge', 'note'],
          type: 'string'
        },
        revision: { type: 'string' },
        title: { type: 'string' }
      },
      required: ['entry', 'revision', 'kind', 'title', 'body', 'author'],
      type: 'object'
    },
    NearbyAnswer: {
      properties: {
        asked: { type: 'boolean' },
        chosen: { anyOf: [{ $ref: '#/$defs/LocalChoiceView' }, { type: 'null' }] },
        fixed: { type: 'boolean' },
        servers: { items: { $ref: '#/$defs/NearbyServerView' }, type: 'array' }
      },
      required: ['fixed', 'asked', 'chosen', 'servers'],
      type: 'object'
    },
    NearbyServerView: {
      properties: {
        models: { items: { type: 'string' }, type: 'array' },
        program: { type: 'string' },
        url: { type: 'string' }
      },
      required: ['program', 'url', 'models'],
      type: 'object'
    },
    NewClientToken: {
      properties: {
        address: { type: 'string' },
        secret: { type: 'string' },
        token: { $ref: '#/$defs/ClientTokenView' }
      },
      required: ['token', 'secret', 'address'],
      type: 'object'
    },
    NoteView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        late: { type: 'boolean' },
        text: { type: 'string' },
        what: { type: 'string' }
      },
      required: ['what', 'text', 'by', 'at', 'late'],
      type: 'object'
    },
    NoticeView: {
      properties: {
        at: { type: 'integer' },
        branch: { type: 'string' },
        focus: { type: 'string' },
        other: { type: 'string' },
        places: { items: { $ref: '#/$defs/PlaceView' }, type: 'array' }
      },
      required: ['other', 'branch', 'focus', 'at', 'places'],
      type: 'object'
    },
    NoticesAnswer: {
      properties: {
        notices: { items: { $ref: '#/$defs/NoticeView' }, type: 'array' },
        version: { type: 'integer' }
      },
      required: ['version', 'notices'],
      type: 'object'
    },
    OfferView: {
      properties: { label: { type: 'string' }, name: { type: 'string' } },
      required: ['name', 'label'],
      type: 'object'
    },
    OmissionView: {
      properties: {
        entry: { type: 'string' },
        reason: { enum: ['muted', 'off the subject', 'no room'], type: 'string' },
        score: { type: 'number' }
      },
      required: ['entry', 'reason', 'score'],
      type: 'object'
    },
    OptionView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        constraints: { items: { type: 'string' }, type: 'array' },
        current: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        files: { items: { $ref: '#/$defs/FileSize' }, type: 'array' },
        forked: { type: 'boolean' },
        id: { type: 'string' },
        label: { type: 'string' },
        measures: { anyOf: [{ $ref: '#/$defs/MeasuresView' }, { type: 'null' }] },
        name: { type: 'string' },
        problems: { items: { $ref: '#/$defs/ProblemView' }, type: 'array' },
        run: { anyOf: [{ $ref: '#/$defs/RunView' }, { type: 'null' }] },
        running: { type: 'boolean' },
        saved: { items: { $ref: '#/$defs/SavedView' }, type: 'array' },
        sketch: { type: 'string' },
        trouble: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        versions: { items: { $ref: '#/$defs/VersionView' }, type: 'array' }
      },
      required: [
        'id',
        'label',
        'name',
        'sketch',
        'constraints',
        'by',
        'at',
        'versions',
        'current',
        'forked',
        'files',
        'problems',
        'measures',
        'run',
        'running',
        'trouble',
        'saved'
      ],
      type: 'object'
    },
    OutcomeView: {
      properties: {
        entry: { anyOf: [{ $ref: '#/$defs/EntryView' }, { type: 'null' }] },
        redacted: { items: { $ref: '#/$defs/RedactedView' }, type: 'array' },
        revision: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        thing: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: ['entry', 'revision'],
      type: 'object'
    },
    OverlapView: {
      properties: {
        chance: { type: 'number' },
        grade: { type: 'string' },
        id: { type: 'string' },
        lines: {
          maxItems: 2,
          minItems: 2,
          prefixItems: [
            { items: { $ref: '#/$defs/LinesView' }, type: 'array' },
            { items: { $ref: '#/$defs/LinesView' }, type: 'array' }
          ],
          type: 'array'
        },
        pair: {
          maxItems: 2,
          minItems: 2,
          prefixItems: [{ type: 'string' }, { type: 'string' }],
          type: 'array'
        },
        path: { type: 'string' },
        symbols: { items: { type: 'string' }, type: 'array' },
        tried: { type: 'boolean' },
        warns: { type: 'boolean' },
        why: { type: 'string' }
      },
      required: [
        'id',
        'pair',
        'path',
        'grade',
        'lines',
        'why',
        'symbols',
        'chance',
        'warns',
        'tried'
      ],
      type: 'object'
    },
    PeopleAnswer: {
      properties: {
        advice: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        areas: { items: { $ref: '#/$defs/AreaView' }, type: 'array' },
        duty: { anyOf: [{ $ref: '#/$defs/DutyView' }, { type: 'null' }] },
        following: { items: { type: 'string' }, type: 'array' },
        members: { items: { $ref: '#/$defs/KnownMember' }, type: 'array' },
        policies: { $ref: '#/$defs/PoliciesView' },
        reveal: { enum: ['facilitator', 'contributors'], type: 'string' },
        thread_delete: { enum: ['owner', 'author', 'nobody'], type: 'string' }
      },
      required: [
        'members',
        'duty',
        'areas',
        'policies',
        'reveal',
        'thread_delete',
        'following',
        'advice'
      ],
      type: 'object'
    },
    PhaseView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        ends: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        name: { enum: ['propose', 'prototype', 'discuss', 'decide'], type: 'string' }
      },
      required: ['name', 'by', 'at', 'ends'],
      type: 'object'
    },
    PlaceView: {
      properties: {
        diff: { type: 'string' },
        grade: { type: 'string' },
        overlap: { type: 'string' },
        path: { type: 'string' },
        symbols: { items: { type: 'string' }, type: 'array' },
        theirs: { items: { $ref: '#/$defs/LinesView' }, type: 'array' },
        tried: { type: 'boolean' },
        why: { type: 'string' },
        yours: { items: { $ref: '#/$defs/LinesView' }, type: 'array' }
      },
      required: [
        'overlap',
        'path',
        'grade',
        'why',
        'symbols',
        'yours',
        'theirs',
        'diff',
        'tried'
      ],
      type: 'object'
    },
    PokerEstimateView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        estimate: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        late: { type: 'boolean' }
      },
      required: ['by', 'estimate', 'at', 'late'],
      type: 'object'
    },
    PokerView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        estimated: { items: { type: 'string' }, type: 'array' },
        estimates: { items: { $ref: '#/$defs/PokerEstimateView' }, type: 'array' },
        id: { type: 'string' },
        invited: { type: 'integer' },
        may_reveal: { type: 'boolean' },
        revealed: { type: 'boolean' },
        task: { type: 'string' }
      },
      required: [
        'id',
        'task',
        'by',
        'at',
        'estimated',
        'estimates',
        'revealed',
        'invited',
        'may_reveal'
      ],
      type: 'object'
    },
    PoliciesView: {
      properties: {
        convention: { enum: ['open', 'review', 'owner'], type: 'string' },
        decision: { enum: ['open', 'review', 'owner'], type: 'string' },
        discussion: { enum: ['open', 'review', 'owner'], type: 'string' },
        knowledge: { enum: ['open', 'review', 'owner'], type: 'string' },
        work: { enum: ['open', 'review', 'owner'], type: 'string' }
      },
      required: ['convention', 'decision', 'work', 'discussion', 'knowledge'],
      type: 'object'
    },
    PrecedentView: {
      properties: {
        answer: { type: 'string' },
        at: { type: 'integer' },
        by: { type: 'string' },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        id: { type: 'string' },
        kind: { enum: ['finding', 'turn'], type: 'string' },
        name: { type: 'string' },
        path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        said: { type: 'string' },
        state: { enum: ['fresh', 'touched'], type: 'string' },
        why: { type: 'string' }
      },
      required: [
        'kind',
        'id',
        'said',
        'by',
        'name',
        'at',
        'state',
        'why',
        'answer',
        'path',
        'cell'
      ],
      type: 'object'
    },
    PresenceEvent: {
      properties: {
        members: { items: { $ref: '#/$defs/MemberView' }, type: 'array' },
        type: { type: 'string', enum: ['presence'] }
      },
      required: ['type', 'members'],
      type: 'object'
    },
    PresentationView: {
      properties: {
        by: { type: 'string' },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        path: { type: 'string' }
      },
      required: ['by', 'path', 'cell'],
      type: 'object'
    },
    PresentingEvent: {
      properties: {
        by: { type: 'string' },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        type: { type: 'string', enum: ['presenting'] }
      },
      required: ['type', 'by', 'path', 'cell'],
      type: 'object'
    },
    PreviewAnswer: {
      properties: {
        contradicts: { items: { $ref: '#/$defs/ClashView' }, type: 'array' },
        fields: { anyOf: [{ $ref: '#/$defs/KeyedFields' }, { type: 'null' }] },
        gate: { $ref: '#/$defs/GateView' },
        readers: { $ref: '#/$defs/ReadersView' },
        status: {
          enum: ['proposed', 'accepted', 'rejected', 'superseded', 'retired'],
          type: 'string'
        }
      },
      required: ['status', 'gate', 'readers', 'contradicts', 'fields'],
      type: 'object'
    },
    ProblemView: {
      properties: {
        line: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        message: { type: 'string' },
        path: { type: 'string' }
      },
      required: ['path', 'line', 'message'],
      type: 'object'
    },
    PromptAnswer: {
      properties: {
        model: { type: 'string' },
        parts: { items: { $ref: '#/$defs/PromptPartView' }, type: 'array' },
        tools: { items: { type: 'string' }, type: 'array' }
      },
      required: ['model', 'parts', 'tools'],
      type: 'object'
    },
    PromptPartView: {
      properties: {
        name: {
          enum: ['product', 'always', 'context', 'yours', 'question'],
          type: 'string'
        },
        shared: { type: 'boolean' },
        text: { type: 'string' },
        tokens: { type: 'integer' }
      },
      required: ['name', 'text', 'tokens', 'shared'],
      type: 'object'
    },
    ProposalView: {
      properties: {
        asked_in: { type: 'string' },
        at: { type: 'integer' },
        by: { type: 'string' },
        edits: { items: { $ref: '#/$defs/EditView' }, type: 'array' },
        id: { type: 'string' },
        path: { type: 'string' },
        turn: { type: 'string' }
      },
      required: ['id', 'path', 'asked_in', 'turn', 'by', 'at', 'edits'],
      type: 'object'
    },
    ProposalsAnswer: {
      properties: {
        proposals: { items: { $ref: '#/$defs/ProposalView' }, type: 'array' }
      },
      required: ['proposals'],
      type: 'object'
    },
    PrototypeAnswer: {
      properties: {
        files: { items: { $ref: '#/$defs/FileText' }, type: 'array' },
        notes: { items: { type: 'string' }, type: 'array' },
        option: { type: 'string' },
        problems: { items: { $ref: '#/$defs/ProblemView' }, type: 'array' },
        text: { type: 'string' },
        version: { type: 'string' }
      },
      required: ['option', 'version', 'text', 'files', 'problems', 'notes'],
      type: 'object'
    },
    QueueAnswer: {
      properties: { items: { items: { $ref: '#/$defs/ReviewItem' }, type: 'array' } },
      required: ['items'],
      type: 'object'
    },
    QuoteView: {
      properties: { by: { type: 'string' }, text: { type: 'string' } },
      required: ['by', 'text'],
      type: 'object'
    },
    RatingView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        turn: { type: 'string' },
        value: { enum: ['up', 'down'], type: 'string' }
      },
      required: ['turn', 'by', 'value', 'at'],
      type: 'object'
    },
    RatingsAnswer: {
      properties: { ratings: { items: { $ref: '#/$defs/RatingView' }, type: 'array' } },
      required: ['ratings'],
      type: 'object'
    },
    ReadersView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        names: { items: { type: 'string' }, type: 'array' },
        private: { type: 'boolean' }
      },
      required: ['area', 'private', 'names'],
      type: 'object'
    },
    RecordAnswer: {
      properties: {
        body: { type: 'string' },
        labels: { items: { type: 'string' }, type: 'array' },
        outcome: { enum: ['pass', 'redact', 'quarantine'], type: 'string' },
        title: { type: 'string' }
      },
      required: ['title', 'body', 'outcome', 'labels'],
      type: 'object'
    },
    RedactedView: {
      properties: { field: { type: 'string' }, label: { type: 'string' } },
      required: ['field', 'label'],
      type: 'object'
    },
    RedactionAnswer: {
      properties: {
        backups: { type: 'integer' },
        clean: { type: 'boolean' },
        left: { items: { $ref: '#/$defs/LeftoverView' }, type: 'array' },
        turns: { type: 'integer' },
        versions: { type: 'integer' }
      },
      required: ['versions', 'turns', 'clean'],
      type: 'object'
    },
    ReferenceView: {
      properties: {
        kind: { enum: ['entry', 'file', 'variable', 'person', 'area'], type: 'string' },
        told: { type: 'string' },
        written: { type: 'string' }
      },
      required: ['written', 'kind', 'told'],
      type: 'object'
    },
    ReferencesAnswer: {
      properties: {
        begun: { type: 'string' },
        references: { items: { $ref: '#/$defs/ReferenceView' }, type: 'array' }
      },
      required: ['begun', 'references'],
      type: 'object'
    },
    RelevantAnswer: {
      properties: { selection: { $ref: '#/$defs/SelectionView' } },
      required: ['selection'],
      type: 'object'
    },
    ReportAnswer: {
      properties: {
        contents: { type: 'boolean' },
        held_back: { type: 'integer' },
        notices: { items: { $ref: '#/$defs/NoticeView' }, type: 'array' },
        version: { type: 'integer' }
      },
      required: ['version', 'held_back', 'contents', 'notices'],
      type: 'object'
    },
    RescueAnswer: {
      properties: { chain: { type: 'integer' }, file: { type: 'string' } },
      required: ['file', 'chain'],
      type: 'object'
    },
    RestingView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        id: { type: 'string' },
        kind: { type: 'string' },
        state: { type: 'string' },
        title: { type: 'string' }
      },
      required: ['id', 'kind', 'title', 'by', 'at', 'state'],
      type: 'object'
    },
    ReviewItem: {
      properties: {
        after: { type: 'string' },
        at: { type: 'integer' },
        before: { type: 'string' },
        cause: { type: 'string' },
        dispute: { anyOf: [{ $ref: '#/$defs/DisputeView' }, { type: 'null' }] },
        entries: { items: { $ref: '#/$defs/EntryView' }, type: 'array' },
        type: {
          enum: ['proposal', 'versions', 'dispute', 'replacement', 'broken'],
          type: 'string'
        }
      },
      required: ['type', 'entries', 'before', 'after', 'at', 'dispute', 'cause'],
      type: 'object'
    },
    RevisionView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        attribute: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        author: { type: 'string' },
        body: { type: 'string' },
        entry: { type: 'string' },
        id: { type: 'string' },
        links: { items: { type: 'string' }, type: 'array' },
        parents: { items: { type: 'string' }, type: 'array' },
        reason: { type: 'string' },
        scope: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        source: { type: 'string' },
        status: {
          enum: ['proposed', 'accepted', 'rejected', 'superseded', 'retired'],
          type: 'string'
        },
        subject: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        title: { type: 'string' },
        value: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        writers: { items: { type: 'string' }, type: 'array' }
      },
      required: [
        'id',
        'entry',
        'parents',
        'author',
        'at',
        'title',
        'body',
        'status',
        'area',
        'source'
      ],
      type: 'object'
    },
    RoomView: {
      properties: { generation: { type: 'integer' }, name: { type: 'string' } },
      required: ['name', 'generation'],
      type: 'object'
    },
    RunView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        result: { additionalProperties: { $ref: '#/$defs/JsonValue' }, type: 'object' },
        stale: { type: 'boolean' },
        version: { type: 'string' }
      },
      required: ['version', 'by', 'at', 'stale', 'result'],
      type: 'object'
    },
    SavedView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        folder: { type: 'string' },
        version: { type: 'string' }
      },
      required: ['folder', 'version', 'by', 'at'],
      type: 'object'
    },
    ScoreView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        criterion: { type: 'string' },
        late: { type: 'boolean' },
        option: { type: 'string' },
        score: { type: 'integer' },
        sealed: { type: 'boolean' },
        why: { type: 'string' }
      },
      required: ['option', 'criterion', 'by', 'score', 'at', 'why', 'sealed', 'late'],
      type: 'object'
    },
    SelectionView: {
      properties: {
        chosen: { items: { $ref: '#/$defs/ChoiceView' }, type: 'array' },
        omitted: { items: { $ref: '#/$defs/OmissionView' }, type: 'array' },
        tokens: { type: 'integer' }
      },
      required: ['chosen', 'omitted', 'tokens'],
      type: 'object'
    },
    SharedFindingView: {
      properties: {
        alt: { type: 'string' },
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        by: { type: 'string' },
        cause: { type: 'string' },
        cell: { type: 'string' },
        check: { anyOf: [{ $ref: '#/$defs/FindingCheckView' }, { type: 'null' }] },
        claim: { type: 'string' },
        figures: { items: { $ref: '#/$defs/FigureView' }, type: 'array' },
        id: { type: 'string' },
        kind: { type: 'string' },
        made: { type: 'string' },
        path: { type: 'string' },
        picture: { type: 'boolean' },
        resting: { items: { $ref: '#/$defs/RestingView' }, type: 'array' },
        shown: { type: 'string' },
        state: { enum: ['fresh', 'touched', 'broken', 'unanchored'], type: 'string' }
      },
      required: [
        'id',
        'claim',
        'by',
        'at',
        'area',
        'kind',
        'shown',
        'alt',
        'picture',
        'figures',
        'path',
        'cell',
        'made',
        'state',
        'cause',
        'check',
        'resting'
      ],
      type: 'object'
    },
    SkillAgreementView: {
      properties: { at: { type: 'integer' }, by: { type: 'string' } },
      required: ['by', 'at'],
      type: 'object'
    },
    SkillAnswer: {
      properties: { skill: { $ref: '#/$defs/WholeSkillView' } },
      required: ['skill'],
      type: 'object'
    },
    SkillFileView: {
      properties: { path: { type: 'string' }, size: { type: 'integer' } },
      required: ['path', 'size'],
      type: 'object'
    },
    SkillProblemView: {
      properties: {
        level: { enum: ['error', 'warning'], type: 'string' },
        line: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        message: { type: 'string' },
        rule: { type: 'string' }
      },
      required: ['level', 'rule', 'message', 'line'],
      type: 'object'
    },
    SkillView: {
      properties: {
        agreed: { anyOf: [{ $ref: '#/$defs/SkillAgreementView' }, { type: 'null' }] },
        changed: { type: 'boolean' },
        description: { type: 'string' },
        instead: { type: 'string' },
        name: { type: 'string' },
        problems: { items: { $ref: '#/$defs/SkillProblemView' }, type: 'array' },
        source: {
          enum: ['team', 'repository', 'home', 'package', 'shipped'],
          type: 'string'
        },
        usable: { type: 'boolean' },
        where: { type: 'string' }
      },
      required: [
        'name',
        'source',
        'where',
        'description',
        'instead',
        'usable',
        'agreed',
        'changed',
        'problems'
      ],
      type: 'object'
    },
    SkillsAnswer: {
      properties: { skills: { items: { $ref: '#/$defs/SkillView' }, type: 'array' } },
      required: ['skills'],
      type: 'object'
    },
    SourceView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        did: { type: 'string' },
        id: { type: 'string' }
      },
      required: ['id', 'at', 'by', 'did'],
      type: 'object'
    },
    SpokenOf: {
      properties: {
        entry: { type: 'string' },
        said: { type: 'string' },
        title: { type: 'string' }
      },
      required: ['entry', 'title', 'said'],
      type: 'object'
    },
    SprintReview: {
      properties: {
        actions: { items: { $ref: '#/$defs/ActionView' }, type: 'array' },
        added: { items: { type: 'string' }, type: 'array' },
        asked: { items: { $ref: '#/$defs/AskedView' }, type: 'array' },
        decisions: { items: { $ref: '#/$defs/SpokenOf' }, type: 'array' },
        disputes: { items: { $ref: '#/$defs/SpokenOf' }, type: 'array' },
        done: { items: { type: 'string' }, type: 'array' },
        dropped: { items: { type: 'string' }, type: 'array' },
        goal: { type: 'string' },
        left: { items: { type: 'string' }, type: 'array' },
        notes: { items: { $ref: '#/$defs/NoteView' }, type: 'array' },
        planned: { items: { type: 'string' }, type: 'array' },
        retire: { items: { $ref: '#/$defs/SpokenOf' }, type: 'array' },
        revealed: { type: 'boolean' },
        uncited: { items: { $ref: '#/$defs/SpokenOf' }, type: 'array' }
      },
      required: [
        'goal',
        'planned',
        'added',
        'done',
        'left',
        'dropped',
        'decisions',
        'asked',
        'retire',
        'disputes',
        'uncited',
        'notes',
        'revealed',
        'actions'
      ],
      type: 'object'
    },
    SprintReviewAnswer: {
      properties: { review: { $ref: '#/$defs/SprintReview' } },
      required: ['review'],
      type: 'object'
    },
    SprintView: {
      properties: {
        actions: { items: { $ref: '#/$defs/ActionView' }, type: 'array' },
        apart: { items: { $ref: '#/$defs/ApartView' }, type: 'array' },
        at: { type: 'integer' },
        by: { type: 'string' },
        capacity: { additionalProperties: { type: 'number' }, type: 'object' },
        carry_over: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        columns: { items: { $ref: '#/$defs/ColumnView' }, type: 'array' },
        end: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        ended_at: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        ended_by: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        goal: { type: 'string' },
        heads: {
          additionalProperties: { items: { type: 'string' }, type: 'array' },
          type: 'object'
        },
        id: { type: 'string' },
        limits: { additionalProperties: { type: 'integer' }, type: 'object' },
        noted: { items: { type: 'string' }, type: 'array' },
        notes: { items: { $ref: '#/$defs/NoteView' }, type: 'array' },
        revealed: { type: 'boolean' },
        start: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        tasks: { items: { $ref: '#/$defs/TaskView' }, type: 'array' },
        unit: {
          anyOf: [{ enum: ['points', 'days'], type: 'string' }, { type: 'null' }]
        }
      },
      required: [
        'id',
        'goal',
        'start',
        'end',
        'by',
        'at',
        'columns',
        'tasks',
        'capacity',
        'notes',
        'noted',
        'revealed',
        'actions',
        'ended_at',
        'ended_by',
        'carry_over',
        'unit',
        'limits',
        'heads',
        'apart'
      ],
      type: 'object'
    },
    StatedView: {
      properties: { by: { type: 'string' }, value: { $ref: '#/$defs/JsonValue' } },
      required: ['by', 'value'],
      type: 'object'
    },
    StatusAnswer: {
      properties: {
        code: { anyOf: [{ $ref: '#/$defs/CodeView' }, { type: 'null' }] },
        collaboration: { $ref: '#/$defs/HealthView' },
        invites: { type: 'boolean' },
        kinds: {
          items: {
            enum: ['convention', 'decision', 'work', 'discussion', 'knowledge', 'note'],
            type: 'string'
          },
          type: 'array'
        },
        limits: { $ref: '#/$defs/LimitsView' },
        mime: { type: 'string' },
        model: { $ref: '#/$defs/ModelView' },
        store: { $ref: '#/$defs/HealthView' },
        user: { $ref: '#/$defs/MemberView' },
        version: { type: 'string' }
      },
      required: [
        'version',
        'user',
        'model',
        'collaboration',
        'limits',
        'kinds',
        'mime',
        'store',
        'invites',
        'code'
      ],
      type: 'object'
    },
    StepView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        id: { type: 'string' },
        kind: { enum: ['line', 'turn', 'brought'], type: 'string' },
        what: { type: 'string' }
      },
      required: ['id', 'kind', 'by', 'at', 'what'],
      type: 'object'
    },
    SuggestedAreas: {
      properties: {
        codeowners: { items: { $ref: '#/$defs/AreaView' }, type: 'array' },
        problems: { items: { type: 'string' }, type: 'array' },
        suggested: { items: { $ref: '#/$defs/AreaView' }, type: 'array' }
      },
      required: ['codeowners', 'suggested', 'problems'],
      type: 'object'
    },
    SuggestionView: {
      properties: {
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        body: { type: 'string' },
        by: { type: 'string' },
        entry: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        id: { type: 'string' },
        kind: { enum: ['convention', 'decision', 'knowledge'], type: 'string' },
        origin: { type: 'string' },
        private: { type: 'boolean' },
        quotes: { items: { $ref: '#/$defs/QuoteView' }, type: 'array' },
        state: { enum: ['open', 'accepted', 'dismissed', 'never'], type: 'string' },
        thread: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        title: { type: 'string' },
        turn: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: [
        'id',
        'kind',
        'title',
        'body',
        'area',
        'origin',
        'turn',
        'thread',
        'quotes',
        'at',
        'private',
        'state',
        'by',
        'entry'
      ],
      type: 'object'
    },
    SuggestionsAnswer: {
      properties: {
        daily: { type: 'integer' },
        days: { type: 'integer' },
        model: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        suggestions: { items: { $ref: '#/$defs/SuggestionView' }, type: 'array' },
        why: { type: 'string' }
      },
      required: ['suggestions', 'daily', 'days', 'model', 'why'],
      type: 'object'
    },
    SummariesAnswer: {
      properties: { summaries: { items: { $ref: '#/$defs/MadeView' }, type: 'array' } },
      required: ['summaries'],
      type: 'object'
    },
    SummaryTextView: {
      properties: {
        body: { type: 'string' },
        missing: { items: { type: 'string' }, type: 'array' },
        model: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        title: { type: 'string' },
        why: { type: 'string' }
      },
      required: ['title', 'body', 'model', 'why', 'missing'],
      type: 'object'
    },
    SummedEntryView: {
      properties: {
        body: { type: 'string' },
        entry: { type: 'string' },
        revision: { type: 'string' },
        title: { type: 'string' }
      },
      required: ['entry', 'revision', 'title', 'body'],
      type: 'object'
    },
    SweepAnswer: {
      properties: {
        left: { type: 'integer' },
        made: { type: 'integer' },
        model: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        threads: { type: 'integer' },
        untrue: { type: 'integer' }
      },
      required: ['threads', 'made', 'untrue', 'left', 'model'],
      type: 'object'
    },
    TableColumn: {
      properties: {
        best: { items: { type: 'string' }, type: 'array' },
        better: {
          anyOf: [{ enum: ['higher', 'lower'], type: 'string' }, { type: 'null' }]
        },
        group: { type: 'string' },
        name: { type: 'string' },
        unit: { type: 'string' }
      },
      required: ['group', 'name', 'unit', 'better', 'best'],
      type: 'object'
    },
    TableRow: {
      properties: {
        cells: {
          items: {
            anyOf: [
              { type: 'integer' },
              { type: 'number' },
              { type: 'string' },
              { type: 'null' }
            ]
          },
          type: 'array'
        },
        label: { type: 'string' },
        name: { type: 'string' },
        option: { type: 'string' }
      },
      required: ['option', 'label', 'name', 'cells'],
      type: 'object'
    },
    TableView: {
      properties: {
        columns: { items: { $ref: '#/$defs/TableColumn' }, type: 'array' },
        rows: { items: { $ref: '#/$defs/TableRow' }, type: 'array' }
      },
      required: ['columns', 'rows'],
      type: 'object'
    },
    TaskView: {
      properties: {
        after: { items: { type: 'string' }, type: 'array' },
        apart: { items: { $ref: '#/$defs/ApartView' }, type: 'array' },
        area: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        assignee: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        at: { type: 'integer' },
        by: { type: 'string' },
        column: { type: 'string' },
        comments: { items: { $ref: '#/$defs/CommentView' }, type: 'array' },
        estimate: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        files: { items: { type: 'string' }, type: 'array' },
        heads: {
          additionalProperties: { items: { type: 'string' }, type: 'array' },
          type: 'object'
        },
        id: { type: 'string' },
        key: { type: 'string' },
        moves: { items: { $ref: '#/$defs/MoveView' }, type: 'array' },
        notes: { type: 'string' },
        position: { type: 'string' },
        source: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        title: { type: 'string' },
        written: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: [
        'id',
        'key',
        'title',
        'assignee',
        'written',
        'estimate',
        'after',
        'area',
        'files',
        'notes',
        'column',
        'position',
        'by',
        'at',
        'moves',
        'heads',
        'apart',
        'source',
        'comments'
      ],
      type: 'object'
    },
    ThoughtEvent: {
      properties: {
        at: { minimum: 0, type: 'integer' },
        text: { type: 'string' },
        turn: { type: 'string' },
        type: { type: 'string', enum: ['thought'] }
      },
      required: ['type', 'turn', 'at', 'text'],
      type: 'object'
    },
    ThreadAnswer: {
      properties: { thread: { $ref: '#/$defs/ThreadView' } },
      required: ['thread'],
      type: 'object'
    },
    ThreadView: {
      properties: {
        at: { type: 'integer' },
        author: { type: 'string' },
        closed: { type: 'boolean' },
        constraints: { items: { $ref: '#/$defs/ConstraintView' }, type: 'array' },
        deletable: { type: 'boolean' },
        id: { type: 'string' },
        last: { type: 'integer' },
        mine: { type: 'boolean' },
        people: { items: { type: 'string' }, type: 'array' },
        steps: { items: { $ref: '#/$defs/StepView' }, type: 'array' },
        title: { type: 'string' }
      },
      required: [
        'id',
        'title',
        'author',
        'at',
        'last',
        'closed',
        'people',
        'steps',
        'constraints',
        'mine',
        'deletable'
      ],
      type: 'object'
    },
    ThreadsAnswer: {
      properties: { threads: { items: { $ref: '#/$defs/ThreadView' }, type: 'array' } },
      required: ['threads'],
      type: 'object'
    },
    TimelineSpan: {
      properties: {
        begin: { type: 'number' },
        critical: { type: 'boolean' },
        end: { type: 'number' },
        task: { type: 'string' }
      },
      required: ['task', 'begin', 'end', 'critical'],
      type: 'object'
    },
    ToolView: {
      properties: {
        acts: { type: 'boolean' },
        cap: { enum: ['off', 'ask', 'thread', 'always'], type: 'string' },
        name: { type: 'string' }
      },
      required: ['name', 'acts', 'cap'],
      type: 'object'
    },
    ToolsAnswer: {
      properties: { tools: { items: { $ref: '#/$defs/ToolView' }, type: 'array' } },
      required: ['tools'],
      type: 'object'
    },
    TrialAnswer: {
      properties: {
        holding: { $ref: '#/$defs/TurnSummary' },
        without: { $ref: '#/$defs/TurnSummary' }
      },
      required: ['without', 'holding'],
      type: 'object'
    },
    TurnAnswer: {
      properties: { turn: { $ref: '#/$defs/TurnView' } },
      required: ['turn'],
      type: 'object'
    },
    TurnEvent: {
      properties: {
        turn: { $ref: '#/$defs/TurnSummary' },
        type: { type: 'string', enum: ['turn'] }
      },
      required: ['type', 'turn'],
      type: 'object'
    },
    TurnSoFar: {
      properties: { seq: { type: 'integer' }, turn: { $ref: '#/$defs/TurnView' } },
      required: ['turn', 'seq'],
      type: 'object'
    },
    TurnSummary: {
      properties: {
        about: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        ahead: { type: 'integer' },
        asker: { type: 'string' },
        at: { type: 'integer' },
        beside: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        continues: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        cost: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        ended: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        id: { type: 'string' },
        model: { type: 'string' },
        model_label: { type: 'string' },
        path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        problem: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        question: { type: 'string' },
        saved: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        seconds: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        shown: { items: { type: 'string' }, type: 'array' },
        skill: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        source: { type: 'string' },
        status: {
          enum: ['streaming', 'complete', 'partial', 'failed'],
          type: 'string'
        },
        tokens_cached: { type: 'integer' },
        tokens_hour: { type: 'integer' },
        tokens_in: { type: 'integer' },
        tokens_out: { type: 'integer' },
        tokens_written: { type: 'integer' },
        visibility: { enum: ['shared', 'private'], type: 'string' },
        waiting: { type: 'integer' }
      },
      required: [
        'id',
        'asker',
        'visibility',
        'question',
        'model',
        'model_label',
        'at',
        'status',
        'path',
        'cell',
        'tokens_in',
        'tokens_out',
        'tokens_cached',
        'tokens_written',
        'tokens_hour',
        'cost',
        'saved',
        'seconds',
        'ended',
        'shown',
        'problem',
        'source',
        'about'
      ],
      type: 'object'
    },
    TurnView: {
      properties: {
        about: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        ahead: { type: 'integer' },
        asker: { type: 'string' },
        at: { type: 'integer' },
        beside: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        calls: { items: { $ref: '#/$defs/CallView' }, type: 'array' },
        cell: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        continues: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        cost: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        ended: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        id: { type: 'string' },
        model: { type: 'string' },
        model_label: { type: 'string' },
        path: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        problem: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        question: { type: 'string' },
        saved: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        seconds: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        selection: { anyOf: [{ $ref: '#/$defs/SelectionView' }, { type: 'null' }] },
        shown: { items: { type: 'string' }, type: 'array' },
        skill: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        source: { type: 'string' },
        status: {
          enum: ['streaming', 'complete', 'partial', 'failed'],
          type: 'string'
        },
        text: { type: 'string' },
        thinking: { type: 'string' },
        tokens_cached: { type: 'integer' },
        tokens_hour: { type: 'integer' },
        tokens_in: { type: 'integer' },
        tokens_out: { type: 'integer' },
        tokens_written: { type: 'integer' },
        visibility: { enum: ['shared', 'private'], type: 'string' },
        waiting: { type: 'integer' }
      },
      required: [
        'id',
        'asker',
        'visibility',
        'question',
        'model',
        'model_label',
        'at',
        'status',
        'path',
        'cell',
        'tokens_in',
        'tokens_out',
        'tokens_cached',
        'tokens_written',
        'tokens_hour',
        'cost',
        'saved',
        'seconds',
        'ended',
        'shown',
        'problem',
        'source',
        'about',
        'text'
      ],
      type: 'object'
    },
    TurnsAnswer: {
      properties: {
        more: { type: 'boolean' },
        turns: { items: { $ref: '#/$defs/TurnSummary' }, type: 'array' }
      },
      required: ['turns', 'more'],
      type: 'object'
    },
    UnusedView: {
      properties: {
        entry: { type: 'string' },
        revision: { type: 'string' },
        since: { type: 'integer' }
      },
      required: ['entry', 'revision', 'since'],
      type: 'object'
    },
    VersionView: {
      properties: {
        at: { type: 'integer' },
        by: { type: 'string' },
        id: { type: 'string' },
        instruction: { type: 'string' },
        problem: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        status: {
          enum: ['streaming', 'complete', 'partial', 'failed'],
          type: 'string'
        },
        turn: { anyOf: [{ type: 'string' }, { type: 'null' }] }
      },
      required: ['id', 'turn', 'by', 'at', 'instruction', 'status', 'problem'],
      type: 'object'
    },
    WholeSkillView: {
      properties: {
        agreed: { anyOf: [{ $ref: '#/$defs/SkillAgreementView' }, { type: 'null' }] },
        body: { type: 'string' },
        changed: { type: 'boolean' },
        compatibility: { type: 'string' },
        description: { type: 'string' },
        digest: { type: 'string' },
        files: { items: { $ref: '#/$defs/SkillFileView' }, type: 'array' },
        instead: { type: 'string' },
        license: { type: 'string' },
        name: { type: 'string' },
        needs: {
          items: {
            enum: ['team-awareness', 'context-contribution', 'coordination'],
            type: 'string'
          },
          type: 'array'
        },
        problems: { items: { $ref: '#/$defs/SkillProblemView' }, type: 'array' },
        refused: { items: { type: 'string' }, type: 'array' },
        source: {
          enum: ['team', 'repository', 'home', 'package', 'shipped'],
          type: 'string'
        },
        tools: { items: { type: 'string' }, type: 'array' },
        usable: { type: 'boolean' },
        where: { type: 'string' }
      },
      required: [
        'name',
        'source',
        'where',
        'description',
        'instead',
        'usable',
        'agreed',
        'changed',
        'problems',
        'digest',
        'license',
        'compatibility',
        'needs',
        'tools',
        'refused',
        'files',
        'body'
      ],
      type: 'object'
    },
    WholeSprint: {
      properties: {
        areas: { items: { type: 'string' }, type: 'array' },
        critical: { items: { type: 'string' }, type: 'array' },
        csv: { type: 'string' },
        findings: { items: { $ref: '#/$defs/CheckView' }, type: 'array' },
        invited: { type: 'integer' },
        length: { type: 'number' },
        loads: { items: { $ref: '#/$defs/LoadView' }, type: 'array' },
        may_reveal: { type: 'boolean' },
        people: { additionalProperties: { type: 'string' }, type: 'object' },
        poker: { items: { $ref: '#/$defs/PokerView' }, type: 'array' },
        review: { $ref: '#/$defs/SprintReview' },
        sprint: { anyOf: [{ $ref: '#/$defs/SprintView' }, { type: 'null' }] },
        timeline: { items: { $ref: '#/$defs/TimelineSpan' }, type: 'array' },
        waits: {
          additionalProperties: { items: { type: 'string' }, type: 'array' },
          type: 'object'
        }
      },
      required: ['sprint', 'people', 'areas', 'findings', 'review', 'csv'],
      type: 'object'
    },
    WorkAnswer: {
      properties: {
        claims: { items: { $ref: '#/$defs/ClaimView' }, type: 'array' },
        contents: { type: 'boolean' },
        focus: { items: { $ref: '#/$defs/FocusView' }, type: 'array' },
        guard: { enum: ['warn', 'refuse'], type: 'string' },
        hours: { type: 'integer' },
        leases: { items: { $ref: '#/$defs/LeaseView' }, type: 'array' },
        notices: { items: { $ref: '#/$defs/NoticeView' }, type: 'array' },
        notices_a_day: { type: 'integer' },
        overlaps: { items: { $ref: '#/$defs/OverlapView' }, type: 'array' },
        version: { type: 'integer' }
      },
      required: [
        'version',
        'claims',
        'focus',
        'leases',
        'overlaps',
        'notices',
        'hours',
        'notices_a_day',
        'contents',
        'guard'
      ],
      type: 'object'
    },
    WorkEvent: {
      properties: {
        type: { type: 'string', enum: ['work'] },
        version: { type: 'integer' }
      },
      required: ['type', 'version'],
      type: 'object'
    },
    WrittenView: {
      properties: {
        id: { type: 'string' },
        since: { type: 'integer' },
        until: { type: 'integer' },
        zone: { type: 'string' }
      },
      required: ['id', 'zone', 'since', 'until'],
      type: 'object'
    },
    YouEvent: {
      properties: {
        rooms: { items: { $ref: '#/$defs/RoomView' }, type: 'array' },
        type: { type: 'string', enum: ['you'] },
        user: { $ref: '#/$defs/MemberView' }
      },
      required: ['type', 'user', 'rooms'],
      type: 'object'
    }
  }
};

/** The name of what each route answers, by method and path. */
export const ANSWERS = {
  'get /areas/suggested': 'SuggestedAreas',
  'post /asked-before': 'AskedBeforeAnswer',
  'get /claims': 'WorkAnswer',
  'post /claims/check': 'CheckAnswer',
  'post /claims/drop': 'NoticesAnswer',
  'get /claims/notices': 'NoticesAnswer',
  'post /claims/report': 'ReportAnswer',
  'post /commands': 'OutcomeView',
  'get /comparisons': 'ComparisonsAnswer',
  'post /comparisons': 'BegunComparison',
  'get /comparisons/{comparison_id}': 'ComparisonAnswer',
  'post /comparisons/{comparison_id}': 'ComparisonAnswer',
  'get /comparisons/{comparison_id}/diff': 'DifferenceAnswer',
  'get /comparisons/{comparison_id}/options/{option_id}': 'PrototypeAnswer',
  'post /comparisons/{comparison_id}/record': 'RecordAnswer',
  'get /cost': 'CostAnswer',
  'post /drafts': 'DraftsAnswer',
  'get /edits': 'ProposalsAnswer',
  'post /edits/{proposal_id}/decide': 'EditDecided',
  'post /edits/{proposal_id}/undo': 'EditDecided',
  'get /entries': 'EntriesAnswer',
  'get /entries/{entry_id}/history': 'HistoryAnswer',
  'get /exceptions': 'ExceptionsAnswer',
  'post /exchange/import': 'ImportAnswer',
  'post /find': 'FindAnswer',
  'get /findings': 'FindingsAnswer',
  'post /findings/{finding}/check': 'CheckBegun',
  'get /findings/{finding}/picture': 'FindingPicture',
  'get /freshness': 'FreshnessAnswer',
  'get /handoff': 'HandoffAnswer',
  'post /handoff/acknowledge': 'OutcomeView',
  'get /inbox': 'InboxAnswer',
  'get /instructions': 'InstructionsAnswer',
  'post /invitations': 'GivenLink',
  'get /jobs': 'JobsAnswer',
  'post /jobs/{job_id}/cancel': 'JobsAnswer',
  'get /mcp/tokens': 'ClientTokensAnswer',
  'post /mcp/tokens': 'NewClientToken',
  'post /mcp/tokens/{id}/revoke': 'ClientTokenView',
  'get /meeting': 'MeetingAnswer',
  'post /meeting': 'MeetingAnswer',
  'get /members': 'MembersAnswer',
  'get /messages/{message_id}': 'MessageAnswer',
  'post /messages/{message_id}/go-on': 'TurnAnswer',
  'get /models': 'ModelsAnswer',
  'get /models/nearby': 'NearbyAnswer',
  'get /names/{kind}': 'NamesAnswer',
  'get /near': 'NearAnswer',
  'get /people': 'PeopleAnswer',
  'post /preview': 'PreviewAnswer',
  'post /prompt': 'PromptAnswer',
  'get /ratings': 'RatingsAnswer',
  'post /redactions': 'RedactionAnswer',
  'post /references': 'ReferencesAnswer',
  'get /relevant': 'RelevantAnswer',
  'post /rescue': 'RescueAnswer',
  'get /review': 'QueueAnswer',
  'get /skills': 'SkillsAnswer',
  'get /skills/{name}': 'SkillAnswer',
  'get /sprint': 'BoardAnswer',
  'get /sprint/burndown': 'BurndownAnswer',
  'get /sprint/checks': 'ChecksAnswer',
  'get /sprint/export': 'ExportAnswer',
  'get /sprint/review': 'SprintReviewAnswer',
  'get /sprint/whole': 'WholeSprint',
  'get /status': 'StatusAnswer',
  'get /suggestions': 'SuggestionsAnswer',
  'post /suggestions/sweep': 'SweepAnswer',
  'get /summaries': 'SummariesAnswer',
  'post /summaries/draft': 'SummaryTextView',
  'post /summaries/look': 'GroupsAnswer',
  'get /threads': 'ThreadsAnswer',
  'get /threads/{thread_id}': 'ThreadAnswer',
  'get /tools': 'ToolsAnswer',
  'post /trials': 'TrialAnswer',
  'get /turns': 'TurnsAnswer',
  'post /turns': 'TurnAnswer',
  'get /turns/{turn_id}': 'TurnSoFar',
  'post /turns/{turn_id}/again': 'TurnAnswer',
  'post /turns/{turn_id}/calls/{call_id}': 'TurnAnswer',
  'post /turns/{turn_id}/rating': 'RatingsAnswer',
  'post /turns/{turn_id}/stop': 'TurnAnswer'
} as const;

/** The feed's events by their type. */
export const EVENTS = {
  answer: 'CommandAnswer',
  budget: 'BudgetEvent',
  call: 'CallEvent',
  delta: 'DeltaEvent',
  disputes: 'DisputesEvent',
  disputes_change: 'DisputesChange',
  facts: 'FactsEvent',
  freshness: 'FreshnessEvent',
  health: 'HealthEvent',
  hello: 'HelloEvent',
  job: 'JobEvent',
  presence: 'PresenceEvent',
  presenting: 'PresentingEvent',
  thought: 'ThoughtEvent',
  turn: 'TurnEvent',
  work: 'WorkEvent',
  you: 'YouEvent'
} as const;
