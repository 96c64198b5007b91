// Made from openapi.json by scripts/generate_wire.mjs: do not edit.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * Accept
     * @description The context owner accepts the proposed version (exactly one head).
     */
    readonly Accept: {
      /**
       * @default accept
       * @constant
       */
      readonly command?: 'accept';
      readonly entry: string;
      readonly heads: readonly string[];
    };
    /**
     * AcceptSuggestion
     * @description Put a suggestion into the review queue, as a proposal of this member's.
     *
     *     What is left out is as it was suggested.
     */
    readonly AcceptSuggestion: {
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly body?: string | null;
      /**
       * @default accept_suggestion
       * @constant
       */
      readonly command?: 'accept_suggestion';
      /** @default null */
      readonly kind?: ('convention' | 'decision' | 'knowledge') | null;
      readonly suggestion: string;
      /** @default null */
      readonly title?: string | null;
    };
    /**
     * Acknowledge
     * @description Say that one has seen what is there so far.
     */
    readonly Acknowledge: {
      /**
       * @default acknowledge
       * @constant
       */
      readonly command?: 'acknowledge';
      readonly message: string;
      /** @default null */
      readonly seen?: readonly string[] | null;
    };
    /**
     * AcknowledgeHandoff
     * @description Say up to when one knows what happened, and ``restated``: what one takes over.
     *
     *     ``until`` is that of the handoff that was read (ms since 1970); ``handoffs`` are written ones
     *     that it covered. What is restated is for the whole team; without it, it is one's own.
     */
    readonly AcknowledgeHandoff: {
      /**
       * @default acknowledge_handoff
       * @constant
       */
      readonly command?: 'acknowledge_handoff';
      readonly handoffs?: readonly string[];
      /** @default  */
      readonly restated?: string;
      readonly until: number;
    };
    /**
     * ActionView
     * @description What the team will do about it.
     */
    readonly ActionView: {
      readonly assignee: string | null;
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly title: string;
    };
    /**
     * Add
     * @description Add an entry to the team's context, or a private note (kind ``note``).
     *
     *     ``area`` None: for everybody.
     */
    readonly Add: {
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly attribute?: string | null;
      /** @default  */
      readonly body?: string;
      /**
       * @default add
       * @constant
       */
      readonly command?: 'add';
      /** @enum {string} */
      readonly kind:
        'convention' | 'decision' | 'work' | 'discussion' | 'knowledge' | 'note';
      /** @default null */
      readonly scope?: string | null;
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
    };
    /**
     * AddOption
     * @description One more option, whenever it comes to mind.
     */
    readonly AddOption: {
      /**
       * @default compare_option
       * @constant
       */
      readonly command?: 'compare_option';
      readonly comparison: string;
      readonly constraints?: readonly string[];
      readonly name: string;
      /** @default  */
      readonly sketch?: string;
    };
    /**
     * Again
     * @description Have the model write an option anew.
     */
    readonly Again: {
      /**
       * @default again
       * @constant
       */
      readonly act?: 'again';
      readonly option: string;
    };
    /**
     * AnchorView
     * @description A place in the code. ``new_path`` is where git saw it go, ``open`` its path from the served
     *     folder (null: outside of it), ``line`` where a symbol begins.
     */
    readonly AnchorView: {
      readonly cause: string;
      readonly line: number | null;
      readonly new_path: string | null;
      readonly open: string | null;
      readonly path: string;
      /** @enum {string} */
      readonly state: 'fresh' | 'touched' | 'broken' | 'unanchored';
      readonly symbol: string;
    };
    /**
     * Announce
     * @description Tell members, areas or all; each acknowledges for themselves.
     */
    readonly Announce: {
      /** @default  */
      readonly body?: string;
      /**
       * @default announce
       * @constant
       */
      readonly command?: 'announce';
      /** @default null */
      readonly due?: number | null;
      readonly title: string;
      readonly to: readonly string[];
      /** @default null */
      readonly turn?: string | null;
    };
    /**
     * AnswerQuery
     * @description Answer a query. Question and answer become a discussion entry of the team.
     */
    readonly AnswerQuery: {
      /**
       * @default answer
       * @constant
       */
      readonly command?: 'answer';
      readonly message: string;
      /** @default null */
      readonly seen?: readonly string[] | null;
      readonly text: string;
    };
    /**
     * ApartView
     * @description What several people stated of one card at the same time.
     */
    readonly ApartView: {
      readonly field: string;
      readonly said: readonly components['schemas']['StatedView'][];
    };
    /**
     * AreaView
     * @description A part of the work: which paths are its own, and whose it is.
     */
    readonly AreaView: {
      readonly globs: readonly string[];
      readonly members: readonly string[];
      readonly name: string;
      /** @default null */
      readonly order?: readonly number[] | null;
    };
    /**
     * Argue
     * @description Say something for or against an option, or of the whole question.
     */
    readonly Argue: {
      /**
       * @default compare_argue
       * @constant
       */
      readonly command?: 'compare_argue';
      readonly comparison: string;
      /** @default null */
      readonly criterion?: string | null;
      /** @default null */
      readonly option?: string | null;
      /**
       * @default note
       * @enum {string}
       */
      readonly side?: 'for' | 'against' | 'note';
      readonly text: string;
    };
    /**
     * ArgumentView
     * @description What somebody says for or against an option, or of the whole question.
     */
    readonly ArgumentView: {
      readonly at: number;
      readonly by: string;
      readonly criterion: string | null;
      readonly id: string;
      readonly option: string | null;
      /** @enum {string} */
      readonly side: 'for' | 'against' | 'note';
      readonly text: string;
    };
    /**
     * Ask
     * @description A question to the model from the private panel or from a headless run.
     */
    readonly Ask: {
      /** @default null */
      readonly follows?: string | null;
      /** @default null */
      readonly model?: string | null;
      /** @default null */
      readonly path?: string | null;
      readonly question: string;
      /** @default null */
      readonly skill?: string | null;
      /** @default null */
      readonly thread?: string | null;
      readonly values?: {
        readonly [key: string]: string;
      };
      /** @enum {string} */
      readonly visibility: 'shared' | 'private';
    };
    /**
     * AskAgain
     * @description The same question once more: its answer in place of the old one, going on with it, or beside
     *     it.
     */
    readonly AskAgain: {
      /**
       * @default again
       * @enum {string}
       */
      readonly how?: 'again' | 'continue' | 'beside';
      /** @default null */
      readonly model?: string | null;
    };
    /**
     * AskedBefore
     * @description A question that is not asked yet. ``shared``: only what everybody may read is looked at.
     */
    readonly AskedBefore: {
      /** @default null */
      readonly path?: string | null;
      readonly question: string;
      /** @enum {string} */
      readonly visibility: 'shared' | 'private';
    };
    /**
     * AskedBeforeAnswer
     * @description The answer that there is already; null in any doubt.
     */
    readonly AskedBeforeAnswer: {
      readonly before: components['schemas']['PrecedentView'] | null;
    };
    /**
     * AskedView
     * @description What one member asked the AI; ``cost`` null where no rate is known.
     */
    readonly AskedView: {
      readonly cost: number | null;
      readonly questions: number;
      readonly tokens: number;
      readonly who: string;
    };
    /**
     * Begin
     * @description Begin a comparison; ``source`` is what stands below ``%%compare``.
     */
    readonly Begin: {
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly path?: string | null;
      readonly source: string;
    };
    /**
     * BegunComparison
     * @description The comparison that was begun, and why no model writes its options where none does.
     */
    readonly BegunComparison: {
      readonly comparison: components['schemas']['ComparisonView'];
      readonly problem: string | null;
    };
    /**
     * BoardAnswer
     * @description The board, the plan and who is who; without a sprint only people and areas.
     *
     *     ``invited``: how many may note how it went. ``may_reveal``: whether the reader shows the notes.
     */
    readonly BoardAnswer: {
      readonly areas: readonly string[];
      /** @default [] */
      readonly critical?: readonly string[];
      /** @default 0 */
      readonly invited?: number;
      /** @default 0 */
      readonly length?: number;
      /** @default [] */
      readonly loads?: readonly components['schemas']['LoadView'][];
      /** @default false */
      readonly may_reveal?: boolean;
      readonly people: {
        readonly [key: string]: string;
      };
      /** @default [] */
      readonly poker?: readonly components['schemas']['PokerView'][];
      readonly sprint: components['schemas']['SprintView'] | null;
      /** @default [] */
      readonly timeline?: readonly components['schemas']['TimelineSpan'][];
      readonly waits?: {
        readonly [key: string]: readonly string[];
      };
    };
    /**
     * Bring
     * @description Share something of one's own (a note, or text from a private answer) into the thread.
     *
     *     It becomes an entry of the team, as with ``share``.
     */
    readonly Bring: {
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly attribute?: string | null;
      /** @default  */
      readonly body?: string;
      /**
       * @default bring
       * @constant
       */
      readonly command?: 'bring';
      readonly heads?: readonly string[];
      /** @enum {string} */
      readonly kind: 'convention' | 'decision' | 'work' | 'discussion' | 'knowledge';
      /** @default null */
      readonly note?: string | null;
      /** @default null */
      readonly scope?: string | null;
      /** @default null */
      readonly subject?: string | null;
      readonly thread: string;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
    };
    /**
     * BudgetEvent
     * @description For context owners: a question was refused, since that budget is used up today.
     */
    readonly BudgetEvent: {
      readonly budget: components['schemas']['BudgetView'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'budget';
    };
    /**
     * BudgetView
     * @description US dollars that may be spent today, and that were; ``who`` null: by the whole team.
     */
    readonly BudgetView: {
      readonly limit: number;
      readonly spent: number;
      readonly used_up: boolean;
      readonly who: string | null;
    };
    /**
     * BundleAnswer
     * @description What a verb shows, by MIME type.
     */
    readonly BundleAnswer: {
      readonly data: {
        readonly [key: string]: components['schemas']['JsonValue'];
      };
      /** @constant */
      readonly kind: 'bundle';
    };
    /**
     * BurndownAnswer
     * @description The sprint's days, in the unit of its estimates.
     */
    readonly BurndownAnswer: {
      readonly days: readonly components['schemas']['BurndownDayView'][];
      readonly unit: ('points' | 'days') | null;
    };
    /**
     * BurndownDayView
     * @description The end of a day (ISO 8601, UTC): what was left of how much, and what an even pace leaves.
     */
    readonly BurndownDayView: {
      readonly day: string;
      readonly ideal: number | null;
      readonly left: number | null;
      readonly scope: number | null;
    };
    /**
     * CallEvent
     * @description What a model asked of a tool, as it stands now: it began, ended, or somebody decided.
     */
    readonly CallEvent: {
      readonly call: components['schemas']['CallView'];
      readonly turn: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'call';
    };
    /**
     * CallView
     * @description What a model asked of a tool: the input as JSON, what came of it, and who allowed it.
     *
     *     ``offers`` is how long else than this once the tool may be allowed.
     */
    readonly CallView: {
      readonly allowed: ('click' | 'thread' | 'always') | null;
      readonly at: number;
      readonly by: string | null;
      readonly id: string;
      readonly input: string;
      readonly offers: readonly ('thread' | 'always')[];
      /** @default null */
      readonly place?: number | null;
      readonly result: string;
      readonly seconds: number | null;
      /** @enum {string} */
      readonly status:
        'running' | 'done' | 'failed' | 'stopped' | 'proposed' | 'declined';
      readonly thing: string | null;
      readonly tool: string;
    };
    /**
     * CheckAnswer
     * @description Where what is about to be committed meets others' work, and what you chose for that.
     */
    readonly CheckAnswer: {
      /** @enum {string} */
      readonly guard: 'warn' | 'refuse';
      readonly notices: readonly components['schemas']['NoticeView'][];
    };
    /**
     * CheckBegun
     * @description A check runs; it is told as a job, and what it found with the finding.
     */
    readonly CheckBegun: {
      /** @constant */
      readonly state: 'begun';
    };
    /**
     * ChecksAnswer
     * @description What is wrong with the plan.
     */
    readonly ChecksAnswer: {
      readonly findings: readonly components['schemas']['CheckView'][];
    };
    /**
     * CheckView
     * @description One thing to look at in a plan, and what would put it right.
     */
    readonly CheckView: {
      readonly members: readonly string[];
      readonly message: string;
      readonly remedy: string;
      /** @enum {string} */
      readonly rule:
        | 'cycle'
        | 'name'
        | 'overload'
        | 'orphan'
        | 'files'
        | 'decision'
        | 'late'
        | 'apart';
      readonly tasks: readonly string[];
    };
    /**
     * CheckWork
     * @description What is about to be committed, to be held against others' work. Nothing of it is kept.
     */
    readonly CheckWork: {
      /** @default  */
      readonly base?: string;
      /** @default  */
      readonly branch?: string;
      /** @default null */
      readonly clone?: string | null;
      /** @default 0 */
      readonly commits?: number;
      readonly files?: readonly components['schemas']['ReportedFile'][];
      /** @default 0 */
      readonly more?: number;
      readonly subjects?: readonly string[];
    };
    /**
     * ChoiceView
     * @description An entry that was shown for a question, and why; ``score`` orders those of one question.
     */
    readonly ChoiceView: {
      readonly entry: string;
      /** @enum {string} */
      readonly reason:
        | 'named'
        | 'pinned'
        | 'holds here'
        | 'all'
        | 'words'
        | 'meaning'
        | 'author'
        | 'dispute';
      readonly score: number;
    };
    /**
     * ClaimedFileView
     * @description A changed file: its place in the base, and where in it; ``areas`` it belongs to.
     */
    readonly ClaimedFileView: {
      readonly area: string | null;
      readonly cells: readonly string[];
      readonly lines: readonly components['schemas']['LinesView'][];
      readonly path: string;
      readonly status: string;
      readonly symbols: readonly string[];
    };
    /**
     * ClaimView
     * @description What one member changes in one place, seen ``at`` last; forgotten when it ``expires``.
     */
    readonly ClaimView: {
      readonly at: number;
      readonly branch: string;
      readonly by: string;
      readonly commits: number;
      readonly expires: number;
      readonly files: readonly components['schemas']['ClaimedFileView'][];
      readonly id: string;
      readonly more: number;
      readonly source: string;
      readonly subjects: readonly string[];
    };
    /**
     * ClashView
     * @description An entry that the text would contradict, the rule, and both quotes (the text's first).
     *
     *     One that is not ``sure`` would be a hint and no dispute.
     */
    readonly ClashView: {
      readonly entry: string;
      readonly quotes: readonly [string, string];
      readonly rule: string;
      readonly sure: boolean;
      readonly title: string;
      readonly why: string;
    };
    /**
     * ClientTokensAnswer
     * @description One's own tokens for clients, and the address that they are good for.
     */
    readonly ClientTokensAnswer: {
      readonly address: string;
      readonly tokens: readonly components['schemas']['ClientTokenView'][];
    };
    /**
     * ClientTokenView
     * @description A token that works, without its secret. Times are ms since 1970.
     */
    readonly ClientTokenView: {
      readonly client: string;
      readonly created: number;
      readonly ends: number;
      readonly id: string;
      readonly scopes: readonly ('read' | 'propose' | 'message' | 'private')[];
      readonly used: number | null;
    };
    /**
     * CloseThread
     * @description End a thread: its name is free again, and nothing in it is lost.
     */
    readonly CloseThread: {
      /**
       * @default close_thread
       * @constant
       */
      readonly command?: 'close_thread';
      readonly thread: string;
    };
    /**
     * CodeView
     * @description The index of the served folder's code: how far it is, and how much it holds.
     */
    readonly CodeView: {
      readonly definitions: number;
      readonly files: number;
      readonly problem: string | null;
      readonly skipped: number;
      /** @enum {string} */
      readonly stage: 'waiting' | 'reading' | 'ready' | 'cancelled' | 'failed';
    };
    /**
     * ColumnView
     * @description A column of the board, with its heading.
     */
    readonly ColumnView: {
      readonly name: string;
      readonly title: string;
    };
    /**
     * CommandAnswer
     * @description What became of a command: its outcome, or an error with the status that HTTP answers.
     *
     *     ``id`` is null where the frame had none that can be read.
     */
    readonly CommandAnswer: {
      /** @default null */
      readonly error?: components['schemas']['ErrorView'] | null;
      readonly id: string | null;
      /** @default null */
      readonly outcome?: components['schemas']['OutcomeView'] | null;
      readonly status: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'answer';
    };
    /**
     * CommandFrame
     * @description A client's command. ``id`` is its own, fresh for each command (a UUID): a frame that is sent
     *     again under the same id, or a request with it as ``Idempotency-Key``, is carried out once.
     */
    readonly CommandFrame: {
      readonly command: {
        readonly [key: string]: unknown;
      };
      readonly id: string;
      /** @constant */
      readonly type: 'command';
    };
    /**
     * CommentView
     * @description What somebody said on a card.
     */
    readonly CommentView: {
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly text: string;
    };
    /**
     * ComparisonAnswer
     * @description One comparison.
     */
    readonly ComparisonAnswer: {
      readonly comparison: components['schemas']['ComparisonView'];
    };
    /**
     * ComparisonsAnswer
     * @description All comparisons, newest first.
     */
    readonly ComparisonsAnswer: {
      readonly comparisons: readonly components['schemas']['ListedComparison'][];
    };
    /**
     * ComparisonView
     * @description A comparison: options, results, scores, arguments, decision.
     */
    readonly ComparisonView: {
      readonly area: string | null;
      readonly arguments: readonly components['schemas']['ArgumentView'][];
      readonly at: number;
      readonly benchmark: string | null;
      readonly by: string;
      readonly cell: string | null;
      readonly check: string;
      readonly criteria: readonly components['schemas']['CriterionView'][];
      readonly decided: string | null;
      readonly decisions: readonly components['schemas']['DecisionView'][];
      readonly goal: string;
      readonly id: string;
      readonly invited: number;
      readonly judged: readonly components['schemas']['JudgementView'][];
      readonly may_reveal: boolean;
      readonly options: readonly components['schemas']['OptionView'][];
      readonly path: string | null;
      readonly phase: components['schemas']['PhaseView'];
      readonly phases: readonly ('propose' | 'prototype' | 'discuss' | 'decide')[];
      readonly revealed: boolean;
      readonly scored: readonly string[];
      readonly scores: readonly components['schemas']['ScoreView'][];
      /** @enum {string} */
      readonly scoring: 'open' | 'secret';
      readonly table: components['schemas']['TableView'];
      readonly totals: {
        readonly [key: string]: number;
      };
    };
    /**
     * Constants
     * @description All of it.
     */
    readonly Constants: {
      readonly area_pattern: string;
      readonly columns: {
        readonly [key: string]: string;
      };
      readonly default_policies: components['schemas']['PoliciesView'];
      readonly demo_prefix: string;
      readonly details: readonly ('brief' | 'balanced' | 'thorough')[];
      readonly done: string;
      readonly dropped: string;
      readonly everybody: string;
      readonly handoff_parts: readonly (
        'state' | 'actions' | 'awareness' | 'contingencies' | 'acknowledgement'
      )[];
      readonly keyed: readonly string[];
      readonly kinds: readonly (
        'convention' | 'decision' | 'work' | 'discussion' | 'knowledge' | 'note'
      )[];
      readonly limits: components['schemas']['LimitsView'];
      readonly message_kinds: readonly ('announcement' | 'query' | 'handoff')[];
      readonly message_parts: readonly string[];
      readonly mime: components['schemas']['MimeTypes'];
      readonly phases: readonly ('propose' | 'prototype' | 'discuss' | 'decide')[];
      readonly plain_chars: number;
      readonly policies: readonly ('open' | 'review' | 'owner')[];
      readonly roles: readonly ('reader' | 'contributor' | 'owner' | 'admin')[];
      readonly sandbox: components['schemas']['SandboxLimits'];
      readonly shared_kinds: readonly (
        'convention' | 'decision' | 'work' | 'discussion' | 'knowledge' | 'note'
      )[];
      readonly sides: readonly ('for' | 'against' | 'note')[];
      readonly statuses: readonly (
        'proposed' | 'accepted' | 'rejected' | 'superseded' | 'retired'
      )[];
      readonly styles: readonly ('plain' | 'formal' | 'friendly' | 'teaching')[];
      readonly taken_out: string;
      readonly team_limits: components['schemas']['TeamLimits'];
    };
    /**
     * Constrain
     * @description What answers in this thread have to respect, as this member's word.
     */
    readonly Constrain: {
      /**
       * @default constrain
       * @constant
       */
      readonly command?: 'constrain';
      readonly text: string;
      readonly thread: string;
    };
    /**
     * ConstraintView
     * @description What one person holds the answers to.
     */
    readonly ConstraintView: {
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly text: string;
    };
    /**
     * ContextRecord
     * @description What the file is of: the first record. ``areas`` and ``since`` are set where it is a part.
     */
    readonly ContextRecord: {
      /** @default null */
      readonly area?: string | null;
      readonly at: number;
      readonly by: string;
      /**
       * @default commonground-context
       * @constant
       */
      readonly format?: 'commonground-context';
      /** @default false */
      readonly private?: boolean;
      readonly program: string;
      /**
       * @default context
       * @constant
       */
      readonly record?: 'context';
      /** @default null */
      readonly since?: number | null;
      /** @default false */
      readonly turns?: boolean;
      /** @default 1 */
      readonly version?: number;
    };
    /**
     * CostAnswer
     * @description What was spent, the newest day first, as far as you see it, and the budgets of today.
     *
     *     ``today`` is its midnight. ``budgets`` are those that your questions have to fit; the context
     *     owner is told of everybody's that are used up, too.
     */
    readonly CostAnswer: {
      readonly budgets: readonly components['schemas']['BudgetView'][];
      readonly each: number | null;
      readonly lines: readonly components['schemas']['CostLineView'][];
      /** @enum {string} */
      readonly shown: 'own' | 'sum' | 'all';
      readonly team: number | null;
      readonly today: number;
    };
    /**
     * CostLineView
     * @description What one member used on one day; ``who`` empty: everybody else together.
     *
     *     ``day`` is its midnight (UTC) in ms since 1970. ``cost`` and ``saved`` are US dollars, null
     *     where no rate is known. With a ``purpose`` it is what the server asked by itself, for the whole
     *     team where ``who`` is empty.
     */
    readonly CostLineView: {
      readonly cost: number | null;
      readonly day: number;
      readonly purpose:
        ('judge' | 'handoff' | 'suggestion' | 'sweep' | 'summary' | 'probe') | null;
      readonly saved: number | null;
      readonly tokens_cached: number;
      readonly tokens_in: number;
      readonly tokens_out: number;
      readonly turns: number;
      readonly who: string;
    };
    /**
     * CriterionView
     * @description What options are judged by, how much it counts, and which of its scores are good.
     */
    readonly CriterionView: {
      /** @enum {string} */
      readonly better: 'higher' | 'lower';
      readonly name: string;
      readonly weight: number;
    };
    /**
     * DecideCall
     * @description A person's word on what a tool proposed; with ``standing`` the tool acts by itself for them
     *     from now on, in this thread or always. ``stop`` ends what runs since somebody allowed it.
     */
    readonly DecideCall: {
      /** @default null */
      readonly standing?: ('thread' | 'always') | null;
      /** @enum {string} */
      readonly verdict: 'allow' | 'decline' | 'stop';
    };
    /**
     * DecideEdit
     * @description Accept or refuse a change. ``source`` is what is accepted instead of what was proposed.
     *
     *     ``against`` is the digest of the cell's text that the person saw, where that is no longer the
     *     one that the change was proposed against.
     */
    readonly DecideEdit: {
      /** @default null */
      readonly against?: string | null;
      readonly edit: string;
      /** @default null */
      readonly source?: string | null;
      /** @enum {string} */
      readonly verdict: 'accept' | 'refuse';
    };
    /**
     * DecideSuggestion
     * @description Dismiss a suggestion, for everybody who sees it; or never have its like again, or again.
     */
    readonly DecideSuggestion: {
      /**
       * @default decide_suggestion
       * @constant
       */
      readonly command?: 'decide_suggestion';
      readonly suggestion: string;
      /** @enum {string} */
      readonly verdict: 'dismiss' | 'never' | 'again' | 'taken';
    };
    /**
     * DecisionView
     * @description How it ended; ``option`` null: none of them.
     */
    readonly DecisionView: {
      readonly at: number;
      readonly by: string;
      readonly entry: string;
      readonly id: string;
      readonly option: string | null;
      readonly reason: string;
    };
    /**
     * DeclareFocus
     * @description Say what one is at; the text takes the place of the one before, an empty one ends it.
     */
    readonly DeclareFocus: {
      /** @default null */
      readonly area?: string | null;
      /**
       * @default declare_focus
       * @constant
       */
      readonly command?: 'declare_focus';
      /** @default 8 */
      readonly hours?: number;
      /** @default  */
      readonly text?: string;
    };
    /**
     * DeleteThread
     * @description Take a thread out of everybody's sight, and of prompts; the record keeps what was said.
     *
     *     Its questions stay among the team's questions.
     */
    readonly DeleteThread: {
      /**
       * @default delete_thread
       * @constant
       */
      readonly command?: 'delete_thread';
      readonly thread: string;
    };
    /**
     * DeltaEvent
     * @description What was added to a turn's answer; ``seq`` counts from 1.
     */
    readonly DeltaEvent: {
      readonly seq: number;
      readonly text: string;
      readonly turn: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'delta';
    };
    /**
     * DifferenceAnswer
     * @description How two options or versions differ, file by file.
     */
    readonly DifferenceAnswer: {
      readonly files: readonly components['schemas']['FileDifference'][];
      readonly from: string;
      readonly to: string;
    };
    /**
     * DifferenceView
     * @description What a check found to be another one: as it was, as it is.
     */
    readonly DifferenceView: {
      readonly new: string;
      readonly old: string;
      readonly what: string;
    };
    /**
     * Dismiss
     * @description Say that two revisions do not contradict each other.
     */
    readonly Dismiss: {
      /**
       * @default dismiss
       * @constant
       */
      readonly command?: 'dismiss';
      readonly reason: string;
      readonly sides: readonly string[];
    };
    /**
     * DisputesChange
     * @description What became of the disputes and hints since the last event of them.
     *
     *     ``items`` are those that came or are put differently, ``gone`` the sides of those that ended.
     */
    readonly DisputesChange: {
      readonly gone: readonly (readonly [string, string])[];
      readonly items: readonly components['schemas']['DisputeView'][];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'disputes_change';
    };
    /**
     * DisputesEvent
     * @description All disputes and hints of today, by their sides' ids; told once, when a listener comes.
     */
    readonly DisputesEvent: {
      readonly items: readonly components['schemas']['DisputeView'][];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'disputes';
    };
    /**
     * DisputeView
     * @description Two entries that contradict: which rule found it, and what it read on either side.
     *
     *     One that is not ``sure`` is a hint: no dispute until a person says so.
     */
    readonly DisputeView: {
      readonly entries: readonly [string, string];
      readonly quotes: readonly [string, string];
      readonly rule: string;
      readonly sides: readonly [string, string];
      readonly sure: boolean;
      readonly why: string;
    };
    /**
     * DraftsAnswer
     * @description All of a member's drafts, and which ended.
     */
    readonly DraftsAnswer: {
      readonly drafts: readonly components['schemas']['DraftView'][];
    };
    /**
     * DraftSummary
     * @description The entries that are to become one.
     */
    readonly DraftSummary: {
      readonly entries: readonly string[];
    };
    /**
     * DraftView
     * @description A draft as a browser is given it.
     */
    readonly DraftView: {
      readonly at: number;
      readonly key: string;
      readonly text: string | null;
    };
    /**
     * DropWork
     * @description That clone, page or tool is done, or is watched no more.
     */
    readonly DropWork: {
      readonly clone: string;
    };
    /**
     * DutyView
     * @description Whose turn it is to be context owner (ms since 1970), and who follows.
     */
    readonly DutyView: {
      readonly next: string;
      readonly owner: string;
      readonly since: number;
      readonly stand_in_for: string | null;
      readonly until: number;
    };
    /**
     * Edit
     * @description Add a revision. ``heads`` are the revisions that its author saw; they become its parents.
     */
    readonly Edit: {
      /** @default null */
      readonly attribute?: string | null;
      /** @default  */
      readonly body?: string;
      /**
       * @default edit
       * @constant
       */
      readonly command?: 'edit';
      readonly entry: string;
      readonly heads: readonly string[];
      /** @default null */
      readonly scope?: string | null;
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
    };
    /**
     * EditDecided
     * @description The proposal after it. ``write``: the notebook is not live on this server, so the browser
     *     that accepted writes the change into its own, with ``mark`` as where it came from.
     */
    readonly EditDecided: {
      readonly mark: {
        readonly [key: string]: components['schemas']['JsonValue'];
      } | null;
      readonly proposal: components['schemas']['ProposalView'];
      readonly write: boolean;
    };
    /**
     * EditView
     * @description A change of one cell, and what became of it.
     */
    readonly EditView: {
      readonly after: string | null;
      readonly base: string | null;
      readonly before: string;
      readonly by: string | null;
      readonly cell: string;
      readonly edited: boolean;
      readonly key: string;
      /** @enum {string} */
      readonly op: 'insert' | 'replace' | 'delete' | 'move';
      readonly reason: string;
      readonly source: string;
      /** @enum {string} */
      readonly status: 'open' | 'accepted' | 'refused';
      /** @enum {string} */
      readonly type: 'code' | 'markdown';
      readonly undone_by: string | null;
    };
    /**
     * End
     * @description Decide for an option, or for none.
     */
    readonly End: {
      /**
       * @default decide
       * @constant
       */
      readonly act?: 'decide';
      /** @default null */
      readonly option?: string | null;
      readonly reason: string;
      /** @default null */
      readonly title?: string | null;
    };
    /**
     * EndRecord
     * @description The last record: a file without it was cut off.
     *
     *     ``records`` counts those before it; ``withheld`` counts what the gate kept back, which left in
     *     no other way.
     */
    readonly EndRecord: {
      /**
       * @default end
       * @constant
       */
      readonly record?: 'end';
      readonly records: number;
      /** @default 0 */
      readonly withheld?: number;
    };
    /**
     * EntriesAnswer
     * @description The entries of a room, oldest first.
     */
    readonly EntriesAnswer: {
      readonly entries: readonly components['schemas']['EntryView'][];
    };
    /**
     * EntryFreshnessView
     * @description What became of the code that an entry speaks of; ``cause`` says it in sentences.
     */
    readonly EntryFreshnessView: {
      readonly anchors: readonly components['schemas']['AnchorView'][];
      readonly cause: string;
      readonly entry: string;
      /** @enum {string} */
      readonly state: 'fresh' | 'touched' | 'broken' | 'unanchored';
    };
    /**
     * EntryRecord
     * @description An entry with its versions, oldest first. One with many stands in several records.
     */
    readonly EntryRecord: {
      readonly created_at: number;
      readonly created_by: string;
      readonly id: string;
      /** @enum {string} */
      readonly kind:
        'convention' | 'decision' | 'work' | 'discussion' | 'knowledge' | 'note';
      /**
       * @default entry
       * @constant
       */
      readonly record?: 'entry';
      readonly revisions: readonly components['schemas']['VersionRecord'][];
      readonly room: string;
    };
    /**
     * EntryView
     * @description An entry: the ids of its heads, and its revisions oldest first.
     */
    readonly EntryView: {
      readonly created_at: number;
      readonly created_by: string;
      readonly disputed: boolean;
      readonly heads: readonly string[];
      readonly id: string;
      /** @enum {string} */
      readonly kind:
        'convention' | 'decision' | 'work' | 'discussion' | 'knowledge' | 'note';
      readonly revisions: readonly components['schemas']['RevisionView'][];
      readonly room: string;
    };
    /**
     * ErrorView
     * @description What happened and what to do next; a text that the gate keeps back names what was found.
     */
    readonly ErrorView: {
      readonly code: string;
      /** @default [] */
      readonly findings?: readonly components['schemas']['FindingView'][];
      readonly message: string;
      /** @default null */
      readonly note?: string | null;
      readonly remedy: string;
    };
    /**
     * ExceptionsAnswer
     * @description All exceptions, oldest first.
     */
    readonly ExceptionsAnswer: {
      readonly exceptions: readonly components['schemas']['ExceptionView'][];
    };
    /**
     * ExceptionView
     * @description What the owner lets through the gate: which rule, why, by whom and when.
     */
    readonly ExceptionView: {
      readonly at: number;
      readonly by: string;
      readonly fingerprint: string;
      readonly reason: string;
      readonly rule: string;
    };
    /**
     * ExchangeDrafts
     * @description What changed in one browser.
     */
    readonly ExchangeDrafts: {
      readonly drafts: readonly components['schemas']['UnsentDraft'][];
    };
    /**
     * ExportAnswer
     * @description All tasks as CSV, in the form in which they came.
     */
    readonly ExportAnswer: {
      readonly csv: string;
    };
    /**
     * FactRecord
     * @description What somebody said of a thing (``about``): a message, a thread, a comparison, a sprint.
     *
     *     A thing is the fold over its facts, in the order of the file; ``name`` says what ``value``
     *     holds.
     */
    readonly FactRecord: {
      readonly about: string;
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly name: string;
      /**
       * @default fact
       * @constant
       */
      readonly record?: 'fact';
      readonly room: string;
      /** @default [] */
      readonly seen?: readonly string[];
      readonly value: {
        readonly [key: string]: components['schemas']['JsonValue'];
      };
    };
    /**
     * FactsEvent
     * @description Something new was said of these things; ``names`` are the kinds of what was said.
     */
    readonly FactsEvent: {
      readonly about: readonly string[];
      readonly names: readonly string[];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'facts';
    };
    readonly FeedEvent:
      | components['schemas']['HelloEvent']
      | components['schemas']['YouEvent']
      | components['schemas']['PresenceEvent']
      | components['schemas']['HealthEvent']
      | components['schemas']['DisputesEvent']
      | components['schemas']['DisputesChange']
      | components['schemas']['FactsEvent']
      | components['schemas']['JobEvent']
      | components['schemas']['CommandAnswer']
      | components['schemas']['BudgetEvent']
      | components['schemas']['TurnEvent']
      | components['schemas']['DeltaEvent']
      | components['schemas']['CallEvent']
      | components['schemas']['ThoughtEvent']
      | components['schemas']['WorkEvent']
      | components['schemas']['PresentingEvent']
      | components['schemas']['FreshnessEvent'];
    /**
     * FigureView
     * @description A named value; ``definition`` is how the team computes what has that name (empty: nowhere
     *     said), ``metric`` the entry that says so, ``follows`` whether the value was computed like that.
     */
    readonly FigureView: {
      readonly definition: string;
      /** @enum {string} */
      readonly follows: 'yes' | 'no' | 'unknown';
      readonly metric: string;
      readonly name: string;
      readonly value: number;
    };
    /**
     * FileDifference
     * @description How one file differs: a unified diff, empty where nothing does.
     */
    readonly FileDifference: {
      readonly diff: string;
      readonly path: string;
      /** @enum {string} */
      readonly status: 'same' | 'changed' | 'added' | 'removed';
    };
    /**
     * FileSize
     * @description A file of a version.
     */
    readonly FileSize: {
      readonly characters: number;
      readonly lines: number;
      readonly path: string;
    };
    /**
     * FileText
     * @description A file of a version, with its text.
     */
    readonly FileText: {
      readonly path: string;
      readonly text: string;
    };
    /**
     * Find
     * @description What is looked for: words, and among them ``@name`` and ``#area``.
     *
     *     ``kinds`` and ``since`` (``7d``, ``2026-11-01``) narrow it.
     */
    readonly Find: {
      readonly kinds?: readonly string[];
      /** @default 20 */
      readonly limit?: number;
      /** @default null */
      readonly since?: string | null;
      /** @default  */
      readonly text?: string;
    };
    /**
     * FindAnswer
     * @description The best hits, how many there are, and how many of each kind whatever kind is asked for.
     */
    readonly FindAnswer: {
      readonly hits: readonly components['schemas']['HitView'][];
      readonly kinds: {
        readonly [key: string]: number;
      };
      readonly total: number;
    };
    /**
     * FindingCheckView
     * @description The last check: who, when (ms since 1970, UTC), and what it found.
     */
    readonly FindingCheckView: {
      readonly at: number;
      readonly by: string;
      readonly cause: string;
      readonly differences: readonly components['schemas']['DifferenceView'][];
      /** @enum {string} */
      readonly state: 'confirmed' | 'differs' | 'failed';
    };
    /**
     * FindingPicture
     * @description A finding's picture as a ``data:`` address; empty where it has none here.
     */
    readonly FindingPicture: {
      readonly address: string;
    };
    /**
     * FindingsAnswer
     * @description The findings that reach you, newest first, and the metrics, by name.
     */
    readonly FindingsAnswer: {
      readonly findings: readonly components['schemas']['SharedFindingView'][];
      readonly metrics: readonly components['schemas']['MetricView'][];
    };
    /**
     * FindingView
     * @description What the gate found, where; the value is in none of them.
     */
    readonly FindingView: {
      readonly end: number;
      readonly field: string;
      readonly fingerprint: string;
      /** @enum {string} */
      readonly kind: 'secret' | 'personal';
      readonly label: string;
      readonly rule: string;
      readonly start: number;
    };
    /**
     * FocusView
     * @description What a member says they are at.
     */
    readonly FocusView: {
      readonly area: string | null;
      readonly at: number;
      readonly by: string;
      readonly text: string;
      readonly until: number;
    };
    /**
     * FreshnessAnswer
     * @description The entries that are tied to code, of those that reach you; what you are asked of others.
     */
    readonly FreshnessAnswer: {
      readonly entries: readonly components['schemas']['EntryFreshnessView'][];
      readonly unused: readonly components['schemas']['UnusedView'][];
    };
    /**
     * FreshnessEvent
     * @description The code that entries speak of changed: ask what became of them.
     */
    readonly FreshnessEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'freshness';
    };
    /**
     * GateView
     * @description What the gate makes of the text, and the text as it would be stored.
     */
    readonly GateView: {
      readonly body: string;
      readonly findings: readonly (
        components['schemas']['FindingView'] | components['schemas']['RedactedView']
      )[];
      /** @enum {string} */
      readonly outcome: 'pass' | 'redact' | 'quarantine';
      readonly title: string;
    };
    /**
     * GiveLink
     * @description A personal link for somebody; ``replace`` ends their old ones of that purpose.
     */
    readonly GiveLink: {
      /** @constant */
      readonly act: 'give';
      readonly name: string;
      /**
       * @default invitation
       * @enum {string}
       */
      readonly purpose?: 'invitation' | 'starter' | 'again' | 'token';
      /** @default false */
      readonly replace?: boolean;
      /** @default null */
      readonly role?: ('reader' | 'contributor' | 'owner' | 'admin') | null;
      /** @default null */
      readonly username?: string | null;
    };
    /**
     * GivenLink
     * @description A new link: its token is shown this once. ``page`` is what the team has open.
     */
    readonly GivenLink: {
      readonly display_name: string;
      /** @default null */
      readonly page?: string | null;
      /** @enum {string} */
      readonly role: 'reader' | 'contributor' | 'owner' | 'admin';
      readonly token: string;
      readonly username: string;
    };
    /**
     * GiveScore
     * @description What this member gives an option for a criterion, 1 to 5; the author's last word counts.
     *
     *     Where scoring is secret it is sealed until the scores are revealed.
     */
    readonly GiveScore: {
      /**
       * @default compare_score
       * @constant
       */
      readonly command?: 'compare_score';
      readonly comparison: string;
      readonly criterion: string;
      readonly option: string;
      readonly score: number;
      /** @default  */
      readonly why?: string;
    };
    /**
     * GoOn
     * @description Ask the model to go on with an answered query; without a question, with what was said.
     */
    readonly GoOn: {
      /** @default null */
      readonly question?: string | null;
    };
    /**
     * GroupsAnswer
     * @description Groups that may become one entry each, the largest first.
     */
    readonly GroupsAnswer: {
      readonly groups: readonly components['schemas']['GroupView'][];
    };
    /**
     * GroupView
     * @description Small entries that speak of one subject, the most central one first.
     */
    readonly GroupView: {
      readonly area: string | null;
      /** @enum {string} */
      readonly kind: 'convention' | 'decision' | 'work' | 'discussion' | 'knowledge';
      readonly sources: readonly components['schemas']['SummedEntryView'][];
    };
    /**
     * Handoff
     * @description Hand work over. It stays open until a receiver says in their words what they take over.
     */
    readonly Handoff: {
      /** @default  */
      readonly body?: string;
      /**
       * @default handoff
       * @constant
       */
      readonly command?: 'handoff';
      /** @default null */
      readonly due?: number | null;
      /** @default  */
      readonly examples?: string;
      readonly files?: readonly string[];
      /** @default  */
      readonly interface?: string;
      /** @default  */
      readonly left?: string;
      /** @default  */
      readonly schema?: string;
      readonly title: string;
      readonly to: readonly string[];
      /** @default null */
      readonly turn?: string | null;
    };
    /**
     * HandoffAnswer
     * @description What a member is handed; times are ms since 1970.
     */
    readonly HandoffAnswer: {
      /** @enum {string} */
      readonly for: 'today' | 'since' | 'written';
      readonly model: string | null;
      readonly names: {
        readonly [key: string]: string;
      };
      readonly news: number;
      readonly open: number;
      readonly opens: boolean;
      readonly parts: readonly components['schemas']['HandoffPart'][];
      readonly problem: string | null;
      readonly since: number;
      readonly sources: readonly components['schemas']['SourceView'][];
      readonly until: number;
      readonly written: readonly components['schemas']['WrittenView'][];
      readonly zones: readonly string[];
    };
    /**
     * HandoffLine
     * @description One thing to know; ``sources`` are ids, whose details stand beside all lines.
     *
     *     ``cited`` counts all sources, also those that were not sent.
     */
    readonly HandoffLine: {
      readonly about: string | null;
      readonly accepted_by: string;
      readonly at: number;
      readonly by: string;
      readonly cited: number;
      readonly detail: string;
      readonly editors: readonly string[];
      readonly lead: string;
      readonly new: boolean;
      readonly open: boolean;
      readonly phrase: string | null;
      readonly room: string | null;
      readonly sources: readonly string[];
      readonly text: string;
      readonly topic: string;
    };
    /**
     * HandoffPart
     * @description One of the five parts; without lines it says that there is nothing.
     *
     *     On a page ``count`` is how many lines it has, and ``more`` says that some stand after these.
     */
    readonly HandoffPart: {
      /** @default 0 */
      readonly count?: number;
      readonly lines: readonly components['schemas']['HandoffLine'][];
      /** @default false */
      readonly more?: boolean;
      /** @enum {string} */
      readonly part:
        'state' | 'actions' | 'awareness' | 'contingencies' | 'acknowledgement';
    };
    /**
     * HealthEvent
     * @description Whether the store takes writes.
     */
    readonly HealthEvent: {
      readonly store: components['schemas']['HealthView'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'health';
    };
    /**
     * HealthView
     * @description Whether something works, and what is wrong where it does not.
     */
    readonly HealthView: {
      readonly message: string | null;
      readonly ok: boolean;
    };
    /**
     * HelloEvent
     * @description The first of each connection: who you are, your rooms, and turns under way.
     *
     *     ``commands``: whether commands may be sent on this socket.
     */
    readonly HelloEvent: {
      readonly active: readonly components['schemas']['TurnSummary'][];
      readonly commands: boolean;
      readonly rooms: readonly components['schemas']['RoomView'][];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'hello';
      readonly user: components['schemas']['MemberView'];
    };
    /**
     * HistoryAnswer
     * @description Versions of an entry that are no longer in the live document, oldest first.
     */
    readonly HistoryAnswer: {
      readonly revisions: readonly components['schemas']['RevisionView'][];
    };
    /**
     * HitView
     * @description Something that was found. ``title`` and ``snippet`` are pieces of one text: the second, the
     *     fourth and so on are the words that it was found by.
     *
     *     ``view`` says what opens it, ``path`` and ``cell`` in which notebook cell it stands.
     */
    readonly HitView: {
      readonly area: string | null;
      readonly at: number;
      readonly cell: string | null;
      readonly id: string;
      readonly kind: string;
      readonly path: string | null;
      readonly people: readonly string[];
      readonly private: boolean;
      readonly snippet: readonly string[];
      readonly title: readonly string[];
      readonly view: string;
    };
    /**
     * ImportAnswer
     * @description What became of a part of a file, record by record.
     */
    readonly ImportAnswer: {
      readonly items: readonly components['schemas']['ImportedItem'][];
    };
    /**
     * ImportedItem
     * @description What became of a record, or would: ``what`` in a word, ``why`` where there is more to say.
     */
    readonly ImportedItem: {
      /** @default [] */
      readonly findings?: readonly components['schemas']['ImportFinding'][];
      readonly id: string;
      readonly place: number;
      readonly record: string;
      readonly title: string;
      /** @enum {string} */
      readonly what:
        'added' | 'known' | 'dispute' | 'withheld' | 'refused' | 'left_out';
      /** @default  */
      readonly why?: string;
    };
    /**
     * ImportFinding
     * @description What the gate found in a record, in which field; the words are in no answer.
     */
    readonly ImportFinding: {
      readonly field: string;
      readonly label: string;
    };
    /**
     * ImportPart
     * @description A part of a file; ``people`` maps its names to members of this team.
     *
     *     With ``dry_run`` nothing is written, and what would become of each record is answered.
     */
    readonly ImportPart: {
      /** @default false */
      readonly dry_run?: boolean;
      readonly file: string;
      /**
       * @default proposals
       * @enum {string}
       */
      readonly how?: 'proposals' | 'history';
      readonly people?: {
        readonly [key: string]: string;
      };
      /** @default false */
      readonly private?: boolean;
      readonly records: readonly components['schemas']['JsonValue'][];
    };
    /**
     * InboxAnswer
     * @description Messages that concern you, most urgent first, and whom you can address.
     */
    readonly InboxAnswer: {
      readonly areas: readonly string[];
      readonly items: readonly components['schemas']['InboxItem'][];
      readonly members: readonly string[];
      readonly overdue: number;
      readonly todo: number;
      readonly unread: number;
    };
    /**
     * InboxItem
     * @description A message as it concerns you: what you have to do, and whether you read it.
     */
    readonly InboxItem: {
      readonly acknowledged: {
        readonly [key: string]: number;
      };
      readonly at: number;
      readonly author: string;
      readonly body: string;
      readonly due: number | null;
      readonly facts: readonly string[];
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'announcement' | 'query' | 'handoff';
      readonly lines: readonly components['schemas']['MessageLine'][];
      readonly mine: boolean;
      readonly overdue: boolean;
      readonly parts: components['schemas']['MessageParts'];
      readonly sides: readonly string[];
      /** @enum {string} */
      readonly state: 'open' | 'acknowledged' | 'answered' | 'accepted' | 'withdrawn';
      readonly title: string;
      readonly to: readonly string[];
      readonly todo: ('acknowledge' | 'answer' | 'accept') | null;
      readonly turn: string | null;
      readonly unread: boolean;
      readonly waits_for: readonly string[];
    };
    /**
     * Insert
     * @description Put an option's files into the notebook as cells.
     */
    readonly Insert: {
      /**
       * @default insert
       * @constant
       */
      readonly act?: 'insert';
      readonly option: string;
    };
    /**
     * InstructionsAnswer
     * @description What instruction files are made of: all that is shared, and nothing that is anybody's own.
     *
     *     ``pins`` are ids of entries, ``disputes`` pairs of them that contradict each other. ``withheld``
     *     counts entries that the gate would not let pass today: they are not among the others. ``broken``
     *     are ids of those whose code is gone.
     */
    readonly InstructionsAnswer: {
      readonly areas: readonly components['schemas']['AreaView'][];
      readonly broken: readonly string[];
      readonly disputes: readonly (readonly [string, string])[];
      readonly entries: readonly components['schemas']['EntryView'][];
      readonly pins: readonly string[];
      readonly withheld: number;
    };
    /**
     * Invitation
     * @description A personal link for somebody who was never here. An admin is made of who is here.
     */
    readonly Invitation: {
      readonly name: string;
      /** @enum {string} */
      readonly role: 'reader' | 'contributor' | 'owner';
    };
    /**
     * JobEvent
     * @description A job began, went on or ended.
     */
    readonly JobEvent: {
      readonly job: components['schemas']['JobView'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'job';
    };
    /**
     * JobsAnswer
     * @description The jobs under way that one may see.
     */
    readonly JobsAnswer: {
      readonly jobs: readonly components['schemas']['JobView'][];
    };
    /**
     * JobView
     * @description A job as it is now. ``total`` null: not known; ``left``: milliseconds, where that is honest.
     *
     *     ``said`` is what it does now, or how it ended.
     */
    readonly JobView: {
      readonly by: string;
      readonly cancellable: boolean;
      readonly done: number;
      readonly id: string;
      /** @enum {string} */
      readonly kind:
        | 'import'
        | 'run'
        | 'index'
        | 'page'
        | 'compact'
        | 'export'
        | 'sweep'
        | 'summary'
        | 'relevance'
        | 'code'
        | 'check';
      readonly left: number | null;
      readonly said: string;
      /** @enum {string} */
      readonly state: 'running' | 'done' | 'cancelled' | 'failed';
      readonly total: number | null;
    };
    /**
     * Join
     * @description Make a shared turn part of the thread.
     */
    readonly Join: {
      /**
       * @default join
       * @constant
       */
      readonly command?: 'join';
      readonly thread: string;
      readonly turn: string;
    };
    readonly JsonValue: unknown;
    /**
     * Judge
     * @description Have the model score all options.
     */
    readonly Judge: {
      /**
       * @default judge
       * @constant
       */
      readonly act?: 'judge';
    };
    /**
     * JudgementView
     * @description What a model gives an option for one criterion.
     */
    readonly JudgementView: {
      readonly at: number;
      readonly criterion: string;
      readonly model: string;
      readonly option: string;
      readonly score: number;
      readonly turn: string | null;
      readonly why: string;
    };
    /**
     * KernelText
     * @description A text to show.
     */
    readonly KernelText: {
      /** @constant */
      readonly kind: 'text';
      readonly text: string;
    };
    /**
     * KernelTurn
     * @description A turn that the cell asked; ``insert``: code of its answer becomes a cell below.
     *
     *     ``waits``: the kernel follows the answer to its end; else the server writes it into the cell.
     *     ``before``: that it was answered before, as Markdown; empty where it was not.
     */
    readonly KernelTurn: {
      readonly asker: string;
      /** @default  */
      readonly before?: string;
      readonly insert: boolean;
      /** @constant */
      readonly kind: 'turn';
      readonly turn: components['schemas']['TurnView'];
      /** @default true */
      readonly waits?: boolean;
    };
    /**
     * KeyedFields
     * @description Keyed fields that the text suggests.
     */
    readonly KeyedFields: {
      readonly attribute: string;
      readonly scope: string | null;
      readonly subject: string;
      readonly value: string;
    };
    /**
     * KnownMember
     * @description Somebody who wrote here, is here or was invited; ``role`` of who is here or was invited.
     */
    readonly KnownMember: {
      /** @default false */
      readonly anonymous?: boolean;
      readonly color: string | null;
      readonly display_name: string;
      readonly initials: string;
      readonly online: boolean;
      /** @default null */
      readonly role?: ('reader' | 'contributor' | 'owner' | 'admin') | null;
      readonly username: string;
    };
    /**
     * LeasePaths
     * @description Ask the others to leave files alone for a while. It stops nobody, and has an end.
     */
    readonly LeasePaths: {
      /**
       * @default lease_paths
       * @constant
       */
      readonly command?: 'lease_paths';
      /** @default 2 */
      readonly hours?: number;
      readonly paths: readonly string[];
      /** @default  */
      readonly why?: string;
    };
    /**
     * LeaseView
     * @description What a member asks others to leave alone, until when.
     */
    readonly LeaseView: {
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly paths: readonly string[];
      readonly until: number;
      readonly why: string;
    };
    /**
     * LeftoverView
     * @description A place that still holds the text, and what takes it out there.
     */
    readonly LeftoverView: {
      readonly remedy: string;
      readonly where: string;
    };
    /**
     * Lift
     * @description Take a constraint of one's own back.
     */
    readonly Lift: {
      /**
       * @default lift
       * @constant
       */
      readonly command?: 'lift';
      readonly constraint: string;
      readonly thread: string;
    };
    /**
     * LimitsView
     * @description Characters that a text may have.
     */
    readonly LimitsView: {
      readonly body: number;
      readonly question: number;
      readonly title: number;
    };
    /**
     * LinesView
     * @description Lines ``first`` to ``last`` of the base, both included.
     */
    readonly LinesView: {
      readonly first: number;
      readonly last: number;
    };
    /**
     * ListedComparison
     * @description A comparison in a list.
     */
    readonly ListedComparison: {
      readonly at: number;
      readonly by: string;
      readonly cell: string | null;
      readonly decided: string | null;
      readonly ends: number | null;
      readonly entry: string | null;
      readonly goal: string;
      readonly id: string;
      readonly options: readonly components['schemas']['ListedOption'][];
      readonly path: string | null;
      /** @enum {string} */
      readonly phase: 'propose' | 'prototype' | 'discuss' | 'decide';
    };
    /**
     * ListedOption
     * @description What became of an option.
     */
    readonly ListedOption: {
      readonly id: string;
      readonly label: string;
      readonly name: string;
      /** @enum {string} */
      readonly state: 'open' | 'chosen' | 'rejected';
    };
    /**
     * LoadView
     * @description What one member has in the sprint, and whether it is too much; nobody: not taken yet.
     */
    readonly LoadView: {
      readonly assignee: string | null;
      readonly capacity: number | null;
      readonly doing: number;
      readonly done: number;
      readonly dropped: number;
      readonly over: boolean;
      readonly planned: number;
      readonly tasks: number;
    };
    /**
     * LocalChoiceView
     * @description The model that was chosen.
     */
    readonly LocalChoiceView: {
      readonly model: string;
      readonly program: string;
      readonly url: string;
    };
    /**
     * MadeView
     * @description A summary that waits for the owner or ``holds``, and what it sums up.
     */
    readonly MadeView: {
      readonly entry: string;
      readonly holds: boolean;
      readonly sources: readonly components['schemas']['SummedEntryView'][];
      readonly title: string;
    };
    /**
     * MakeClientToken
     * @description What a client is called, what it may do, and for how many days.
     */
    readonly MakeClientToken: {
      readonly client: string;
      /** @default 90 */
      readonly days?: number;
      readonly scopes: readonly ('read' | 'propose' | 'message' | 'private')[];
    };
    /**
     * MeasuresView
     * @description What can be read off the files of a version; null where none could be counted.
     */
    readonly MeasuresView: {
      readonly complexity: number | null;
      readonly dependencies: readonly string[] | null;
      readonly files: number;
      readonly lines: number;
      readonly public: readonly string[] | null;
      readonly worst: number | null;
    };
    /**
     * MeetingAnswer
     * @description Everybody who presents now.
     */
    readonly MeetingAnswer: {
      readonly presentations: readonly components['schemas']['PresentationView'][];
    };
    /**
     * MemberRecord
     * @description Somebody whom the records name: how they are displayed, and their role. No token, no link.
     */
    readonly MemberRecord: {
      readonly display_name: string;
      /**
       * @default member
       * @constant
       */
      readonly record?: 'member';
      /** @enum {string} */
      readonly role: 'reader' | 'contributor' | 'owner' | 'admin';
      readonly username: string;
    };
    /**
     * MembersAnswer
     * @description Everybody who wrote here, is here now or was invited.
     */
    readonly MembersAnswer: {
      readonly members: readonly components['schemas']['KnownMember'][];
    };
    /**
     * MemberView
     * @description A person as the server knows them.
     */
    readonly MemberView: {
      readonly anonymous: boolean;
      readonly color: string | null;
      readonly display_name: string;
      readonly initials: string;
      /** @enum {string} */
      readonly role: 'reader' | 'contributor' | 'owner' | 'admin';
      readonly username: string;
    };
    /**
     * Merge
     * @description Make one entry of several: the first says the new text, the others are superseded by it.
     */
    readonly Merge: {
      /** @default null */
      readonly attribute?: string | null;
      /** @default  */
      readonly body?: string;
      /**
       * @default merge
       * @constant
       */
      readonly command?: 'merge';
      readonly entries: readonly components['schemas']['Seen'][];
      /** @default null */
      readonly reason?: string | null;
      /** @default null */
      readonly scope?: string | null;
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
    };
    /**
     * MessageAnswer
     * @description One message.
     */
    readonly MessageAnswer: {
      readonly message: components['schemas']['MessageView'];
    };
    /**
     * MessageLine
     * @description Something said in a message's thread.
     */
    readonly MessageLine: {
      readonly at: number;
      readonly by: string;
      readonly entry: string | null;
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'reply' | 'answer' | 'accepted';
      readonly text: string;
    };
    /**
     * MessageParts
     * @description What a handoff carries, beside its title and text; only what it has.
     */
    readonly MessageParts: {
      /** @default  */
      readonly examples?: string;
      /** @default [] */
      readonly files?: readonly string[];
      /** @default  */
      readonly interface?: string;
      /** @default  */
      readonly left?: string;
      /** @default  */
      readonly schema?: string;
    };
    /**
     * MessageView
     * @description One message with everything that was said about it, its state and whom it waits for.
     */
    readonly MessageView: {
      readonly acknowledged: {
        readonly [key: string]: number;
      };
      readonly at: number;
      readonly author: string;
      readonly body: string;
      readonly due: number | null;
      readonly facts: readonly string[];
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'announcement' | 'query' | 'handoff';
      readonly lines: readonly components['schemas']['MessageLine'][];
      readonly parts: components['schemas']['MessageParts'];
      readonly sides: readonly string[];
      /** @enum {string} */
      readonly state: 'open' | 'acknowledged' | 'answered' | 'accepted' | 'withdrawn';
      readonly title: string;
      readonly to: readonly string[];
      readonly turn: string | null;
      readonly waits_for: readonly string[];
    };
    /**
     * MetricView
     * @description A figure that the team defined: its entry's id, and the expression that computes it.
     */
    readonly MetricView: {
      readonly area: string | null;
      readonly at: number;
      readonly by: string;
      readonly expression: string;
      readonly id: string;
      readonly name: string;
      readonly says: string;
      /** @enum {string} */
      readonly state: 'accepted' | 'proposed' | 'disputed';
    };
    /**
     * MimeTypes
     * @description The types of our outputs.
     */
    readonly MimeTypes: {
      readonly comparison: string;
      readonly table: string;
      readonly turn: string;
    };
    /**
     * ModelsAnswer
     * @description The models that a question may name, the usual one first.
     */
    readonly ModelsAnswer: {
      readonly models: readonly components['schemas']['OfferView'][];
    };
    /**
     * ModelView
     * @description The model that answers; where none does, ``problem`` says how to get one.
     */
    readonly ModelView: {
      readonly available: boolean;
      readonly demo: boolean;
      readonly kind: string | null;
      readonly label: string;
      readonly lacks: readonly ('tools' | 'pictures' | 'forms')[];
      readonly name: string | null;
      readonly problem: string | null;
      readonly window: number | null;
    };
    /**
     * MoveView
     * @description One move of a card.
     */
    readonly MoveView: {
      readonly at: number;
      readonly by: string;
      readonly column: string;
      readonly id: string;
    };
    /**
     * NamesAnswer
     * @description The names of one kind, as they are written.
     */
    readonly NamesAnswer: {
      readonly names: readonly string[];
    };
    /**
     * NearAnswer
     * @description The nearest entries, nearest first.
     */
    readonly NearAnswer: {
      readonly near: readonly components['schemas']['NearView'][];
    };
    /**
     * NearbyAnswer
     * @description What is found, for the context owner; ``asked``: somebody has decided, either way.
     *
     *     ``fixed``: a key, an address or a name that the server was started with decides instead.
     */
    readonly NearbyAnswer: {
      readonly asked: boolean;
      readonly chosen: components['schemas']['LocalChoiceView'] | null;
      readonly fixed: boolean;
      readonly servers: readonly components['schemas']['NearbyServerView'][];
    };
    /**
     * NearbyServerView
     * @description A server that answers, and the models that it has.
     */
    readonly NearbyServerView: {
      readonly models: readonly string[];
      readonly program: string;
      readonly url: string;
    };
    /**
     * NearView
     * @description An entry near to another one: its version of today, and the beginning of its text.
     */
    readonly NearView: {
      readonly author: string;
      readonly body: string;
      readonly entry: string;
      /** @enum {string} */
      readonly kind:
        'convention' | 'decision' | 'work' | 'discussion' | 'knowledge' | 'note';
      readonly revision: string;
      readonly title: string;
    };
    /**
     * NewClientToken
     * @description A new token: its ``secret`` is shown this once.
     */
    readonly NewClientToken: {
      readonly address: string;
      readonly secret: string;
      readonly token: components['schemas']['ClientTokenView'];
    };
    /**
     * NoteView
     * @description What went well or badly, in somebody's words.
     */
    readonly NoteView: {
      readonly at: number;
      readonly by: string;
      readonly late: boolean;
      readonly text: string;
      readonly what: string;
    };
    /**
     * NoticesAnswer
     * @description What you are told of overlaps now; ``version`` is what to ask after next.
     */
    readonly NoticesAnswer: {
      readonly notices: readonly components['schemas']['NoticeView'][];
      readonly version: number;
    };
    /**
     * NoticeView
     * @description Where your work meets a colleague's, gravest first: what you were told, and are not at ease
     *     with yet.
     */
    readonly NoticeView: {
      readonly at: number;
      readonly branch: string;
      readonly focus: string;
      readonly other: string;
      readonly places: readonly components['schemas']['PlaceView'][];
    };
    /**
     * OfferView
     * @description A model that a question may name, and how it is called beside an answer.
     */
    readonly OfferView: {
      readonly label: string;
      readonly name: string;
    };
    /**
     * OmissionView
     * @description An entry that was not shown for a question, and why not.
     */
    readonly OmissionView: {
      readonly entry: string;
      /** @enum {string} */
      readonly reason: 'muted' | 'off the subject' | 'no room';
      readonly score: number;
    };
    /**
     * Opened
     * @description Say that an entry was opened by a link: it is used. Once a week is on record, unnamed.
     */
    readonly Opened: {
      /**
       * @default opened
       * @constant
       */
      readonly command?: 'opened';
      readonly entry: string;
    };
    /**
     * OpenThread
     * @description Open a thread. Where one of that title is open, it is that one.
     */
    readonly OpenThread: {
      /**
       * @default open_thread
       * @constant
       */
      readonly command?: 'open_thread';
      readonly title: string;
    };
    /**
     * OptionView
     * @description A design; ``files`` to ``run`` speak of its version ``current``.
     */
    readonly OptionView: {
      readonly at: number;
      readonly by: string;
      readonly constraints: readonly string[];
      readonly current: string | null;
      readonly files: readonly components['schemas']['FileSize'][];
      readonly forked: boolean;
      readonly id: string;
      readonly label: string;
      readonly measures: components['schemas']['MeasuresView'] | null;
      readonly name: string;
      readonly problems: readonly components['schemas']['ProblemView'][];
      readonly run: components['schemas']['RunView'] | null;
      readonly running: boolean;
      readonly saved: readonly components['schemas']['SavedView'][];
      readonly sketch: string;
      readonly trouble: string | null;
      readonly versions: readonly components['schemas']['VersionView'][];
    };
    /**
     * OutcomeView
     * @description What a command did: the entry as it is now, the revision added, the thing it is about.
     */
    readonly OutcomeView: {
      readonly entry: components['schemas']['EntryView'] | null;
      /** @default [] */
      readonly redacted?: readonly components['schemas']['RedactedView'][];
      readonly revision: string | null;
      /** @default null */
      readonly thing?: string | null;
    };
    /**
     * OverlapView
     * @description A file in which the work of two members meets. ``lines`` are in the order of the pair.
     *
     *     ``tried``: git merged both where nobody sees it, so that the grade is certain.
     */
    readonly OverlapView: {
      readonly chance: number;
      readonly grade: string;
      readonly id: string;
      readonly lines: readonly [
        readonly components['schemas']['LinesView'][],
        readonly components['schemas']['LinesView'][]
      ];
      readonly pair: readonly [string, string];
      readonly path: string;
      readonly symbols: readonly string[];
      readonly tried: boolean;
      readonly warns: boolean;
      readonly why: string;
    };
    /**
     * PeopleAnswer
     * @description Members, who is context owner, areas, policies, and what reaches you.
     */
    readonly PeopleAnswer: {
      readonly advice: string | null;
      readonly areas: readonly components['schemas']['AreaView'][];
      readonly duty: components['schemas']['DutyView'] | null;
      readonly following: readonly string[];
      readonly members: readonly components['schemas']['KnownMember'][];
      readonly policies: components['schemas']['PoliciesView'];
      /** @enum {string} */
      readonly reveal: 'facilitator' | 'contributors';
      /** @enum {string} */
      readonly thread_delete: 'owner' | 'author' | 'nobody';
    };
    /**
     * PhaseView
     * @description The phase, who began it when, and when its time ends (ms since 1970).
     */
    readonly PhaseView: {
      readonly at: number;
      readonly by: string;
      readonly ends: number | null;
      /** @enum {string} */
      readonly name: 'propose' | 'prototype' | 'discuss' | 'decide';
    };
    /**
     * PlaceView
     * @description One file of a notice: your lines and theirs; ``diff`` only where they show it.
     *
     *     ``tried``: git merged both where nobody sees it, so that the grade is certain.
     */
    readonly PlaceView: {
      readonly diff: string;
      readonly grade: string;
      readonly overlap: string;
      readonly path: string;
      readonly symbols: readonly string[];
      readonly theirs: readonly components['schemas']['LinesView'][];
      readonly tried: boolean;
      readonly why: string;
      readonly yours: readonly components['schemas']['LinesView'][];
    };
    /**
     * PokerClose
     * @description End a round; with ``estimate``, that becomes the card's, as any edit of it does.
     *
     *     Before the reveal it is up to who may reveal: what was said in secret then stays so.
     */
    readonly PokerClose: {
      /**
       * @default poker_close
       * @constant
       */
      readonly command?: 'poker_close';
      /** @default null */
      readonly estimate?: number | null;
      readonly round: string;
    };
    /**
     * PokerEstimate
     * @description Estimate: the author's alone until everybody's are revealed; null: "I can't tell".
     */
    readonly PokerEstimate: {
      /**
       * @default poker_estimate
       * @constant
       */
      readonly command?: 'poker_estimate';
      readonly estimate: number | null;
      readonly round: string;
    };
    /**
     * PokerEstimateView
     * @description What somebody estimates (null: they can't tell); ``late``: once the others were known.
     */
    readonly PokerEstimateView: {
      readonly at: number;
      readonly by: string;
      readonly estimate: number | null;
      readonly late: boolean;
    };
    /**
     * PokerOpen
     * @description Begin to estimate a card together: each in secret, until the estimates are revealed.
     */
    readonly PokerOpen: {
      /**
       * @default poker_open
       * @constant
       */
      readonly command?: 'poker_open';
      readonly sprint: string;
      readonly task: string;
    };
    /**
     * PokerReveal
     * @description Show everybody's estimates to everybody; later ones are marked so.
     *
     *     It is up to whoever began the sprint or the round and the context owner, unless the team's
     *     setting ``reveal`` leaves it to every contributor.
     */
    readonly PokerReveal: {
      /**
       * @default poker_reveal
       * @constant
       */
      readonly command?: 'poker_reveal';
      readonly round: string;
    };
    /**
     * PokerView
     * @description A round of planning poker that is open.
     *
     *     ``estimates`` are everybody's once it is revealed, until then the reader's own alone;
     *     ``estimated`` says who has estimated, of ``invited`` people.
     */
    readonly PokerView: {
      readonly at: number;
      readonly by: string;
      readonly estimated: readonly string[];
      readonly estimates: readonly components['schemas']['PokerEstimateView'][];
      readonly id: string;
      readonly invited: number;
      readonly may_reveal: boolean;
      readonly revealed: boolean;
      readonly task: string;
    };
    /**
     * PoliciesView
     * @description The policy for each kind.
     */
    readonly PoliciesView: {
      /** @enum {string} */
      readonly convention: 'open' | 'review' | 'owner';
      /** @enum {string} */
      readonly decision: 'open' | 'review' | 'owner';
      /** @enum {string} */
      readonly discussion: 'open' | 'review' | 'owner';
      /** @enum {string} */
      readonly knowledge: 'open' | 'review' | 'owner';
      /** @enum {string} */
      readonly work: 'open' | 'review' | 'owner';
    };
    /**
     * PostReply
     * @description Say something in the message's thread.
     */
    readonly PostReply: {
      /**
       * @default reply
       * @constant
       */
      readonly command?: 'reply';
      readonly message: string;
      /** @default null */
      readonly seen?: readonly string[] | null;
      readonly text: string;
    };
    /**
     * PrecedentView
     * @description An earlier answer: ``said`` is the question as it was asked, or the claim of a finding.
     *     ``name`` is how ``by`` is displayed.
     *
     *     ``at`` is ms since 1970 (UTC). ``why`` says whether what it rests on changed, in a sentence;
     *     ``answer`` is Markdown. ``path`` and ``cell`` are where it stands, if in a notebook.
     */
    readonly PrecedentView: {
      readonly answer: string;
      readonly at: number;
      readonly by: string;
      readonly cell: string | null;
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'finding' | 'turn';
      readonly name: string;
      readonly path: string | null;
      readonly said: string;
      /** @enum {string} */
      readonly state: 'fresh' | 'touched';
      readonly why: string;
    };
    /**
     * PresenceEvent
     * @description Who is connected.
     */
    readonly PresenceEvent: {
      readonly members: readonly components['schemas']['MemberView'][];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'presence';
    };
    /**
     * Present
     * @description Show the others where you are: the notebook and the cell; ``path`` null ends it.
     */
    readonly Present: {
      /** @default null */
      readonly cell?: string | null;
      /** @default null */
      readonly path?: string | null;
    };
    /**
     * PresentationView
     * @description Where a member is, for those who follow; ``cell`` null: nowhere in particular.
     */
    readonly PresentationView: {
      readonly by: string;
      readonly cell: string | null;
      readonly path: string;
    };
    /**
     * PresentingEvent
     * @description Where a member who presents is now; ``path`` null: they present no more.
     */
    readonly PresentingEvent: {
      readonly by: string;
      readonly cell: string | null;
      readonly path: string | null;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'presenting';
    };
    /**
     * PreviewAnswer
     * @description What a command would do; it was not carried out.
     */
    readonly PreviewAnswer: {
      readonly contradicts: readonly components['schemas']['ClashView'][];
      readonly fields: components['schemas']['KeyedFields'] | null;
      readonly gate: components['schemas']['GateView'];
      readonly readers: components['schemas']['ReadersView'];
      /** @enum {string} */
      readonly status: 'proposed' | 'accepted' | 'rejected' | 'superseded' | 'retired';
    };
    /**
     * PreviewPrompt
     * @description A question that is not asked: what the model would get for it.
     */
    readonly PreviewPrompt: {
      /** @default null */
      readonly path?: string | null;
      /** @default  */
      readonly question?: string;
      /** @default null */
      readonly skill?: string | null;
      /** @enum {string} */
      readonly visibility: 'shared' | 'private';
    };
    /**
     * ProblemView
     * @description What is wrong with a file, and where.
     */
    readonly ProblemView: {
      readonly line: number | null;
      readonly message: string;
      readonly path: string;
    };
    /**
     * PromptAnswer
     * @description What the model would get, in its order, and the names of the tools it would be offered.
     */
    readonly PromptAnswer: {
      readonly model: string;
      readonly parts: readonly components['schemas']['PromptPartView'][];
      readonly tools: readonly string[];
    };
    /**
     * PromptPartView
     * @description A part of what the model gets: ``shared`` with every question of the team.
     */
    readonly PromptPartView: {
      /** @enum {string} */
      readonly name: 'product' | 'always' | 'context' | 'yours' | 'question';
      readonly shared: boolean;
      readonly text: string;
      readonly tokens: number;
    };
    /**
     * ProposalsAnswer
     * @description The proposals for a notebook, oldest first.
     */
    readonly ProposalsAnswer: {
      readonly proposals: readonly components['schemas']['ProposalView'][];
    };
    /**
     * ProposalView
     * @description What one answer proposes for one notebook; ``model`` as people read of it.
     */
    readonly ProposalView: {
      readonly asked_in: string;
      readonly at: number;
      readonly by: string;
      readonly edits: readonly components['schemas']['EditView'][];
      readonly id: string;
      readonly path: string;
      readonly turn: string;
    };
    /**
     * Propose
     * @description Propose an entry with the place that it was found in (``CLAUDE.md:12#testing``).
     *
     *     It waits for the context owner whatever its kind and whoever sends it. ``area`` None: for
     *     everybody.
     */
    readonly Propose: {
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly attribute?: string | null;
      /** @default  */
      readonly body?: string;
      /**
       * @default propose
       * @constant
       */
      readonly command?: 'propose';
      readonly found: string;
      /** @enum {string} */
      readonly kind: 'convention' | 'decision' | 'work' | 'discussion' | 'knowledge';
      /** @default null */
      readonly scope?: string | null;
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
    };
    /**
     * ProposeSummary
     * @description Propose one entry for several: once it is accepted it takes their place.
     */
    readonly ProposeSummary: {
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly attribute?: string | null;
      /** @default  */
      readonly body?: string;
      /**
       * @default propose_summary
       * @constant
       */
      readonly command?: 'propose_summary';
      /** @enum {string} */
      readonly kind: 'convention' | 'decision' | 'work' | 'discussion' | 'knowledge';
      /** @default null */
      readonly scope?: string | null;
      readonly sources: readonly components['schemas']['Source'][];
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
    };
    /**
     * PrototypeAnswer
     * @description A version's text and the files in it.
     */
    readonly PrototypeAnswer: {
      readonly files: readonly components['schemas']['FileText'][];
      readonly notes: readonly string[];
      readonly option: string;
      readonly problems: readonly components['schemas']['ProblemView'][];
      readonly text: string;
      readonly version: string;
    };
    /**
     * Query
     * @description Ask members, areas or all. ``turn`` is the question to the model that needs the answer.
     */
    readonly Query: {
      /** @default  */
      readonly body?: string;
      /**
       * @default query
       * @constant
       */
      readonly command?: 'query';
      /** @default null */
      readonly due?: number | null;
      readonly title: string;
      readonly to: readonly string[];
      /** @default null */
      readonly turn?: string | null;
    };
    /**
     * QuerySides
     * @description Ask the authors of versions that contradict each other which of them holds.
     *
     *     Asking again while nobody has answered adds nothing.
     */
    readonly QuerySides: {
      /**
       * @default query_sides
       * @constant
       */
      readonly command?: 'query_sides';
      readonly sides: readonly string[];
    };
    /**
     * QuestionSoFar
     * @description A question as far as it is written.
     */
    readonly QuestionSoFar: {
      readonly text: string;
    };
    /**
     * QueueAnswer
     * @description Disputes first, then what waits, each oldest first.
     */
    readonly QueueAnswer: {
      readonly items: readonly components['schemas']['ReviewItem'][];
    };
    /**
     * QuoteView
     * @description Where it was said, word for word; ``by`` empty: in a model's answer.
     */
    readonly QuoteView: {
      readonly by: string;
      readonly text: string;
    };
    /**
     * Rate
     * @description What a member thinks of an answer: a thumb, or none any more.
     */
    readonly Rate: {
      readonly value: ('up' | 'down') | null;
    };
    /**
     * RatingsAnswer
     * @description Thumbs that stand, in the order in which they were given.
     */
    readonly RatingsAnswer: {
      readonly ratings: readonly components['schemas']['RatingView'][];
    };
    /**
     * RatingView
     * @description One member's thumb for one turn, since ``at`` (ms since 1970).
     */
    readonly RatingView: {
      readonly at: number;
      readonly by: string;
      readonly turn: string;
      /** @enum {string} */
      readonly value: 'up' | 'down';
    };
    /**
     * ReadersView
     * @description Whose view and prompts it reaches.
     */
    readonly ReadersView: {
      readonly area: string | null;
      readonly names: readonly string[];
      readonly private: boolean;
    };
    /**
     * Reanchor
     * @description Tie an entry to the new place of a file that was renamed. The same back again undoes it.
     */
    readonly Reanchor: {
      /**
       * @default reanchor
       * @constant
       */
      readonly command?: 'reanchor';
      readonly entry: string;
      readonly new: string;
      readonly old: string;
    };
    /**
     * RecordAnswer
     * @description A decision record before it is decided: its text, and what the gate would do to it.
     */
    readonly RecordAnswer: {
      readonly body: string;
      readonly labels: readonly string[];
      /** @enum {string} */
      readonly outcome: 'pass' | 'redact' | 'quarantine';
      readonly title: string;
    };
    /**
     * Redact
     * @description Take a leaked text out of everything that is kept, for good; ``[redacted]`` stays.
     */
    readonly Redact: {
      readonly reason: string;
      readonly text: string;
    };
    /**
     * RedactedView
     * @description What the gate took out of a text: the field it stood in, and what it was.
     */
    readonly RedactedView: {
      readonly field: string;
      readonly label: string;
    };
    /**
     * RedactionAnswer
     * @description What held the text; ``clean``: nothing in the data folder holds it any more.
     *
     *     ``left`` are the places that still do. ``backups`` counts the server's own backups, which were
     *     removed.
     */
    readonly RedactionAnswer: {
      /** @default 0 */
      readonly backups?: number;
      readonly clean: boolean;
      /** @default [] */
      readonly left?: readonly components['schemas']['LeftoverView'][];
      readonly turns: number;
      readonly versions: number;
    };
    /**
     * ReferencesAnswer
     * @description What a name that is being written may become; ``begun`` is what there is of it.
     */
    readonly ReferencesAnswer: {
      readonly begun: string;
      readonly references: readonly components['schemas']['ReferenceView'][];
    };
    /**
     * ReferenceView
     * @description What a name may become: as it is written, and what it is.
     */
    readonly ReferenceView: {
      /** @enum {string} */
      readonly kind: 'entry' | 'file' | 'variable' | 'person' | 'area';
      readonly told: string;
      readonly written: string;
    };
    /**
     * Refine
     * @description Have the model change an option.
     */
    readonly Refine: {
      /**
       * @default refine
       * @constant
       */
      readonly act?: 'refine';
      readonly instruction: string;
      readonly option: string;
    };
    /**
     * Reject
     * @description The context owner turns a proposed version down; its author sees why.
     */
    readonly Reject: {
      /**
       * @default reject
       * @constant
       */
      readonly command?: 'reject';
      readonly entry: string;
      readonly heads: readonly string[];
      readonly reason: string;
    };
    /**
     * Relate
     * @description Say how two versions of different entries stand to each other: ``first`` does it to second.
     *
     *     ``contradicts`` opens a dispute; ``same`` and ``other`` end a hint. ``replaces`` supersedes the
     *     second entry, if this member may retire it and the first one holds; else it waits for an owner.
     */
    readonly Relate: {
      /**
       * @default relate
       * @constant
       */
      readonly command?: 'relate';
      readonly first: string;
      /** @enum {string} */
      readonly how: 'same' | 'replaces' | 'contradicts' | 'other';
      readonly second: string;
    };
    /**
     * ReleaseLease
     * @description Give a lease back before its end.
     */
    readonly ReleaseLease: {
      /**
       * @default release_lease
       * @constant
       */
      readonly command?: 'release_lease';
      readonly lease: string;
    };
    /**
     * RelevantAnswer
     * @description What of the team's context concerns a text, and why.
     */
    readonly RelevantAnswer: {
      readonly selection: components['schemas']['SelectionView'];
    };
    /**
     * RemoveAnchor
     * @description Say that an entry does not speak of a place. A version that names it ties it again.
     */
    readonly RemoveAnchor: {
      /**
       * @default unanchor
       * @constant
       */
      readonly command?: 'unanchor';
      readonly entry: string;
      readonly path: string;
      /** @default  */
      readonly symbol?: string;
    };
    /**
     * RenameThread
     * @description Give a thread another title; what was said in it stays.
     */
    readonly RenameThread: {
      /**
       * @default rename_thread
       * @constant
       */
      readonly command?: 'rename_thread';
      readonly thread: string;
      readonly title: string;
    };
    /**
     * ReportAnswer
     * @description What became of a report: ``held_back`` names were kept back by the gate.
     *
     *     ``contents``: the changed lines may be sent along, since their author shows them to others.
     */
    readonly ReportAnswer: {
      readonly contents: boolean;
      readonly held_back: number;
      readonly notices: readonly components['schemas']['NoticeView'][];
      readonly version: number;
    };
    /**
     * ReportedFile
     * @description One changed file: see ``ChangedFile``.
     */
    readonly ReportedFile: {
      /** @default false */
      readonly binary?: boolean;
      readonly calls?: readonly string[];
      readonly cells?: readonly string[];
      readonly hunks?: readonly components['schemas']['ReportedHunk'][];
      /** @default  */
      readonly old_path?: string;
      readonly path: string;
      readonly signatures?: readonly string[];
      /**
       * @default M
       * @enum {string}
       */
      readonly status?: 'A' | 'M' | 'D' | 'R';
      readonly symbols?: readonly string[];
      /** @default false */
      readonly truncated?: boolean;
    };
    /**
     * ReportedHunk
     * @description Lines of the base that are replaced: see ``Hunk``. ``text`` is what a diff shows of it.
     */
    readonly ReportedHunk: {
      readonly count: number;
      readonly new_count: number;
      readonly new_start: number;
      readonly start: number;
      readonly symbols?: readonly string[];
      /** @default  */
      readonly text?: string;
    };
    /**
     * ReportWork
     * @description All that one clone (or page, or tool) of a member changes now; nothing: it is done.
     */
    readonly ReportWork: {
      /** @default  */
      readonly base?: string;
      /** @default  */
      readonly branch?: string;
      readonly clone: string;
      /** @default 0 */
      readonly commits?: number;
      readonly files?: readonly components['schemas']['ReportedFile'][];
      /** @default 0 */
      readonly more?: number;
      /**
       * @default clone
       * @enum {string}
       */
      readonly source?: 'clone' | 'notebook' | 'api';
      readonly subjects?: readonly string[];
    };
    /**
     * RescueAnswer
     * @description Where all that the server holds was written, and the last row of the audit chain in it.
     */
    readonly RescueAnswer: {
      readonly chain: number;
      readonly file: string;
    };
    /**
     * ResolutionRecord
     * @description A person's word on versions that contradict each other.
     */
    readonly ResolutionRecord: {
      readonly at: number;
      readonly by: string;
      /** @default null */
      readonly decision?: string | null;
      readonly id: string;
      /** @enum {string} */
      readonly outcome: 'resolved' | 'dismissed';
      /** @default  */
      readonly reason?: string;
      /**
       * @default resolution
       * @constant
       */
      readonly record?: 'resolution';
      readonly room: string;
      readonly sides: readonly string[];
    };
    /**
     * Resolve
     * @description End a contradiction between entries with a decision.
     *
     *     ``sides`` are the revisions that contradict; those in ``keep`` hold on, the others are
     *     superseded. ``title`` and ``body`` are the decision's.
     */
    readonly Resolve: {
      /** @default  */
      readonly body?: string;
      /**
       * @default resolve
       * @constant
       */
      readonly command?: 'resolve';
      readonly keep?: readonly string[];
      readonly reason: string;
      readonly sides: readonly string[];
      readonly title: string;
    };
    /**
     * RestingView
     * @description What rests on a finding: an entry (``finding`` where it is one) or a message, and how it
     *     stands: accepted, proposed, disputed; open, ended.
     */
    readonly RestingView: {
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly kind: string;
      readonly state: string;
      readonly title: string;
    };
    /**
     * Retire
     * @description Mark an entry as no longer true. Nothing is deleted.
     */
    readonly Retire: {
      /**
       * @default retire
       * @constant
       */
      readonly command?: 'retire';
      readonly entry: string;
      readonly heads: readonly string[];
      /** @default null */
      readonly reason?: string | null;
    };
    /**
     * Reveal
     * @description Show everybody's sealed scores to all; from then on scores are open, and marked as later.
     *
     *     It is up to whoever began the comparison and the context owner, unless the team's setting
     *     ``reveal`` leaves it to every contributor.
     */
    readonly Reveal: {
      /**
       * @default compare_reveal
       * @constant
       */
      readonly command?: 'compare_reveal';
      readonly comparison: string;
    };
    /**
     * Revert
     * @description Say again what an earlier revision said (``to``): a new revision with its text.
     */
    readonly Revert: {
      /**
       * @default revert
       * @constant
       */
      readonly command?: 'revert';
      readonly entry: string;
      readonly heads: readonly string[];
      /** @default null */
      readonly reason?: string | null;
      readonly to: string;
    };
    /**
     * ReviewItem
     * @description One thing to look at: what the AI is shown of it now, and would be if it were accepted.
     *
     *     ``cause``: why the code that a broken one speaks of is gone.
     */
    readonly ReviewItem: {
      readonly after: string;
      readonly at: number;
      readonly before: string;
      readonly cause: string;
      readonly dispute: components['schemas']['DisputeView'] | null;
      readonly entries: readonly components['schemas']['EntryView'][];
      /** @enum {string} */
      readonly type: 'proposal' | 'versions' | 'dispute' | 'replacement' | 'broken';
    };
    /**
     * RevisionView
     * @description One immutable version of an entry; ``subject`` and what follows only where it has them.
     */
    readonly RevisionView: {
      readonly area: string | null;
      readonly at: number;
      /** @default null */
      readonly attribute?: string | null;
      readonly author: string;
      readonly body: string;
      readonly entry: string;
      readonly id: string;
      /** @default [] */
      readonly links?: readonly string[];
      readonly parents: readonly string[];
      /** @default  */
      readonly reason?: string;
      /** @default null */
      readonly scope?: string | null;
      readonly source: string;
      /** @enum {string} */
      readonly status: 'proposed' | 'accepted' | 'rejected' | 'superseded' | 'retired';
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
      /** @default [] */
      readonly writers?: readonly string[];
    };
    /**
     * RoomView
     * @description A room that a member follows; its document was made anew where the generation differs.
     */
    readonly RoomView: {
      readonly generation: number;
      readonly name: string;
    };
    /**
     * RunCheck
     * @description Run an option, or all, against the check.
     */
    readonly RunCheck: {
      /**
       * @default run
       * @constant
       */
      readonly act?: 'run';
      /** @default null */
      readonly option?: string | null;
    };
    /**
     * RunMagic
     * @description What a kernel's magic asks the server to do: it must stand so in the cell that ran.
     */
    readonly RunMagic: {
      /** @default  */
      readonly body?: string;
      readonly cell_magic: boolean;
      readonly line: string;
      /** @enum {string} */
      readonly magic: 'ai' | 'cg' | 'compare';
      readonly vars?: {
        readonly [key: string]: string;
      };
    };
    /**
     * RunView
     * @description What came of running a version; ``stale``: there is a newer one.
     */
    readonly RunView: {
      readonly at: number;
      readonly by: string;
      readonly result: {
        readonly [key: string]: components['schemas']['JsonValue'];
      };
      readonly stale: boolean;
      readonly version: string;
    };
    /**
     * SandboxLimits
     * @description What code may use that a model proposed: seconds, bytes of memory and of output.
     */
    readonly SandboxLimits: {
      readonly memory: number;
      readonly output: number;
      readonly seconds: number;
    };
    /**
     * Save
     * @description Write an option's files, or everybody's, below a folder.
     */
    readonly Save: {
      /**
       * @default save
       * @constant
       */
      readonly act?: 'save';
      readonly folder: string;
      /** @default null */
      readonly option?: string | null;
      /** @default false */
      readonly overwrite?: boolean;
    };
    /**
     * SavedView
     * @description Where a version was written to.
     */
    readonly SavedView: {
      readonly at: number;
      readonly by: string;
      readonly folder: string;
      readonly version: string;
    };
    /**
     * Say
     * @description A verb of ``%cg`` from a headless run, or a cell magic of ours as ``%%name``.
     */
    readonly Say: {
      /** @default  */
      readonly body?: string;
      /** @default  */
      readonly line?: string;
      readonly vars?: {
        readonly [key: string]: string;
      };
      readonly verb: string;
    };
    /**
     * SayInThread
     * @description A line for the others and for the model's next answer.
     */
    readonly SayInThread: {
      /**
       * @default say
       * @constant
       */
      readonly command?: 'say';
      readonly text: string;
      readonly thread: string;
    };
    /**
     * ScoreView
     * @description What one person gives an option for one criterion.
     */
    readonly ScoreView: {
      readonly at: number;
      readonly by: string;
      readonly criterion: string;
      readonly late: boolean;
      readonly option: string;
      readonly score: number;
      readonly sealed: boolean;
      readonly why: string;
    };
    /**
     * Seen
     * @description An entry as its author saw it.
     */
    readonly Seen: {
      readonly entry: string;
      readonly heads: readonly string[];
    };
    /**
     * SelectionView
     * @description What was shown for a question, best first, the best of what was not, and tokens in all.
     */
    readonly SelectionView: {
      readonly chosen: readonly components['schemas']['ChoiceView'][];
      readonly omitted: readonly components['schemas']['OmissionView'][];
      readonly tokens: number;
    };
    /**
     * Set
     * @description Change a setting of the team (or a personal one); features declare which there are.
     */
    readonly Set: {
      /**
       * @default set
       * @constant
       */
      readonly command?: 'set';
      readonly name: string;
      readonly value: unknown;
    };
    /**
     * SetAnchor
     * @description Say that an entry speaks of a file, or of something that is defined in it.
     */
    readonly SetAnchor: {
      /**
       * @default anchor
       * @constant
       */
      readonly command?: 'anchor';
      readonly entry: string;
      readonly path: string;
      /** @default  */
      readonly symbol?: string;
    };
    /**
     * SettingRecord
     * @description A setting of the team as it is: an area, a policy and so on, with who changed it last.
     */
    readonly SettingRecord: {
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly name: string;
      /**
       * @default setting
       * @constant
       */
      readonly record?: 'setting';
      readonly value: components['schemas']['JsonValue'];
    };
    /**
     * Share
     * @description Copy the author's private note into the team's context. The note stays as it is.
     */
    readonly Share: {
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly attribute?: string | null;
      /** @default  */
      readonly body?: string;
      /**
       * @default share
       * @constant
       */
      readonly command?: 'share';
      readonly heads: readonly string[];
      /** @enum {string} */
      readonly kind: 'convention' | 'decision' | 'work' | 'discussion' | 'knowledge';
      readonly note: string;
      /** @default null */
      readonly scope?: string | null;
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
    };
    /**
     * SharedFindingView
     * @description A finding: its entry's id and claim, what is shown, what made it, and how it stands.
     *
     *     ``cell`` is the one whose result it is (empty: not known), ``path`` its notebook.
     */
    readonly SharedFindingView: {
      readonly alt: string;
      readonly area: string | null;
      readonly at: number;
      readonly by: string;
      readonly cause: string;
      readonly cell: string;
      readonly check: components['schemas']['FindingCheckView'] | null;
      readonly claim: string;
      readonly figures: readonly components['schemas']['FigureView'][];
      readonly id: string;
      readonly kind: string;
      readonly made: string;
      readonly path: string;
      readonly picture: boolean;
      readonly resting: readonly components['schemas']['RestingView'][];
      readonly shown: string;
      /** @enum {string} */
      readonly state: 'fresh' | 'touched' | 'broken' | 'unanchored';
    };
    /**
     * SkillAgreementView
     * @description Who agreed to it as it is now, and when (ms since 1970).
     */
    readonly SkillAgreementView: {
      readonly at: number;
      readonly by: string;
    };
    /**
     * SkillAnswer
     * @description One skill.
     */
    readonly SkillAnswer: {
      readonly skill: components['schemas']['WholeSkillView'];
    };
    /**
     * SkillFileView
     * @description A file of a skill, with its bytes.
     */
    readonly SkillFileView: {
      readonly path: string;
      readonly size: number;
    };
    /**
     * SkillProblemView
     * @description What is wrong with a skill's file.
     */
    readonly SkillProblemView: {
      /** @enum {string} */
      readonly level: 'error' | 'warning';
      readonly line: number | null;
      readonly message: string;
      readonly rule: string;
    };
    /**
     * SkillsAnswer
     * @description All skills, by name.
     */
    readonly SkillsAnswer: {
      readonly skills: readonly components['schemas']['SkillView'][];
    };
    /**
     * SkillView
     * @description One skill: ``where`` it lies, and which one counts ``instead``, if another does.
     *
     *     ``changed``: somebody agreed to other files of that name before.
     */
    readonly SkillView: {
      readonly agreed: components['schemas']['SkillAgreementView'] | null;
      readonly changed: boolean;
      readonly description: string;
      readonly instead: string;
      readonly name: string;
      readonly problems: readonly components['schemas']['SkillProblemView'][];
      /** @enum {string} */
      readonly source: 'team' | 'repository' | 'home' | 'package' | 'shipped';
      readonly usable: boolean;
      readonly where: string;
    };
    /**
     * SnoozeOverlap
     * @description Hear no more of overlaps for some hours. Nobody else is told.
     */
    readonly SnoozeOverlap: {
      /**
       * @default snooze_overlap
       * @constant
       */
      readonly command?: 'snooze_overlap';
      /** @default 24 */
      readonly hours?: number;
      readonly overlaps: readonly string[];
    };
    /**
     * Source
     * @description An entry as whoever sums it up saw it.
     */
    readonly Source: {
      readonly entry: string;
      readonly heads: readonly string[];
    };
    /**
     * SourceView
     * @description What a line rests on: an event of the log, or a version or fact, by its id.
     */
    readonly SourceView: {
      readonly at: number;
      readonly by: string;
      readonly did: string;
      readonly id: string;
    };
    /**
     * SpokenOf
     * @description An entry that the review speaks of, and what there is to say.
     */
    readonly SpokenOf: {
      readonly entry: string;
      readonly said: string;
      readonly title: string;
    };
    /**
     * SprintAbout
     * @description Change the goal or the days of a sprint.
     */
    readonly SprintAbout: {
      /**
       * @default sprint_about
       * @constant
       */
      readonly command?: 'sprint_about';
      /** @default null */
      readonly end?: string | null;
      /** @default null */
      readonly goal?: string | null;
      readonly sprint: string;
      /** @default null */
      readonly start?: string | null;
    };
    /**
     * SprintAction
     * @description Say what the team will do about it. It becomes a task of the next sprint.
     */
    readonly SprintAction: {
      /** @default null */
      readonly assignee?: string | null;
      /**
       * @default sprint_action
       * @constant
       */
      readonly command?: 'sprint_action';
      readonly sprint: string;
      readonly title: string;
    };
    /**
     * SprintAdd
     * @description Add a task by hand.
     */
    readonly SprintAdd: {
      readonly after?: readonly string[];
      /** @default null */
      readonly area?: string | null;
      /** @default null */
      readonly assignee?: string | null;
      /** @default todo */
      readonly column?: string;
      /**
       * @default sprint_add
       * @constant
       */
      readonly command?: 'sprint_add';
      /** @default null */
      readonly estimate?: number | null;
      readonly files?: readonly string[];
      /** @default  */
      readonly notes?: string;
      readonly sprint: string;
      readonly title: string;
    };
    /**
     * SprintCapacity
     * @description Say how much a member can do in this sprint, in the unit of the estimates; null: unknown.
     */
    readonly SprintCapacity: {
      readonly amount: number | null;
      /**
       * @default sprint_capacity
       * @constant
       */
      readonly command?: 'sprint_capacity';
      readonly sprint: string;
      readonly who: string;
    };
    /**
     * SprintComment
     * @description Say something on a card, for everybody.
     */
    readonly SprintComment: {
      /**
       * @default sprint_comment
       * @constant
       */
      readonly command?: 'sprint_comment';
      readonly sprint: string;
      readonly task: string;
      readonly text: string;
    };
    /**
     * SprintEdit
     * @description Change fields of a task; those that are named, and null empties one.
     *
     *     ``seen`` are the facts that its author saw (a task's ``heads``); left out: those of now.
     */
    readonly SprintEdit: {
      /**
       * @default sprint_edit
       * @constant
       */
      readonly command?: 'sprint_edit';
      readonly fields: {
        readonly [key: string]: unknown;
      };
      /** @default null */
      readonly seen?: readonly string[] | null;
      readonly sprint: string;
      readonly task: string;
    };
    /**
     * SprintEnd
     * @description End the sprint with a note of what is carried over, as an entry of the team's context.
     */
    readonly SprintEnd: {
      /**
       * @default sprint_end
       * @constant
       */
      readonly command?: 'sprint_end';
      /** @default  */
      readonly note?: string;
      readonly sprint: string;
    };
    /**
     * SprintImport
     * @description Take the tasks of a file: CSV of any tracker, or its issues as JSON.
     *
     *     Tasks that are there already, by key or else by title, get what is new; nothing is taken twice.
     */
    readonly SprintImport: {
      /**
       * @default sprint_import
       * @constant
       */
      readonly command?: 'sprint_import';
      /** @default utf-8 */
      readonly encoding?: string;
      /** @default  */
      readonly name?: string;
      readonly sprint: string;
      readonly text: string;
    };
    /**
     * SprintLimit
     * @description Say how many cards a column should have at most; null: as many as there are.
     *
     *     It stops nobody from moving a card: the column says that there are too many.
     */
    readonly SprintLimit: {
      readonly column: string;
      /**
       * @default sprint_limit
       * @constant
       */
      readonly command?: 'sprint_limit';
      readonly most: number | null;
      /** @default null */
      readonly seen?: readonly string[] | null;
      readonly sprint: string;
    };
    /**
     * SprintMove
     * @description Put a card into a column, before another card or (without ``before``) at its end.
     *
     *     ``seen`` are the facts that placed it as its mover saw (``heads``); left out: those of now. A
     *     column ``out`` takes it out of the sprint.
     */
    readonly SprintMove: {
      /** @default null */
      readonly before?: string | null;
      readonly column: string;
      /**
       * @default sprint_move
       * @constant
       */
      readonly command?: 'sprint_move';
      /** @default null */
      readonly seen?: readonly string[] | null;
      readonly sprint: string;
      readonly task: string;
    };
    /**
     * SprintNew
     * @description Begin a sprint, with the actions and the unfinished tasks of the last one.
     *
     *     ``fresh``: with nothing of the last one, and instead of one with this goal that still runs.
     *     ``unit``: what estimates are counted in; left out: what those of the last one were.
     */
    readonly SprintNew: {
      /**
       * @default sprint_new
       * @constant
       */
      readonly command?: 'sprint_new';
      /** @default null */
      readonly end?: string | null;
      /** @default false */
      readonly fresh?: boolean;
      readonly goal: string;
      /** @default null */
      readonly start?: string | null;
      /** @default null */
      readonly unit?: ('points' | 'days') | null;
    };
    /**
     * SprintNote
     * @description Note what went well or badly: the author's alone until everybody's are revealed.
     */
    readonly SprintNote: {
      /**
       * @default sprint_note
       * @constant
       */
      readonly command?: 'sprint_note';
      readonly sprint: string;
      readonly text: string;
      /** @enum {string} */
      readonly what: 'well' | 'badly';
    };
    /**
     * SprintReveal
     * @description Show everybody's notes to everybody, with their authors; later ones are marked so.
     *
     *     It is up to whoever began the sprint and the context owner, unless the team's setting
     *     ``reveal`` leaves it to every contributor.
     */
    readonly SprintReveal: {
      /**
       * @default sprint_reveal
       * @constant
       */
      readonly command?: 'sprint_reveal';
      readonly sprint: string;
    };
    /**
     * SprintReview
     * @description A sprint seen from its end; tasks are named by their keys.
     */
    readonly SprintReview: {
      readonly actions: readonly components['schemas']['ActionView'][];
      readonly added: readonly string[];
      readonly asked: readonly components['schemas']['AskedView'][];
      readonly decisions: readonly components['schemas']['SpokenOf'][];
      readonly disputes: readonly components['schemas']['SpokenOf'][];
      readonly done: readonly string[];
      readonly dropped: readonly string[];
      readonly goal: string;
      readonly left: readonly string[];
      readonly notes: readonly components['schemas']['NoteView'][];
      readonly planned: readonly string[];
      readonly retire: readonly components['schemas']['SpokenOf'][];
      readonly revealed: boolean;
      readonly uncited: readonly components['schemas']['SpokenOf'][];
    };
    /**
     * SprintReviewAnswer
     * @description The review.
     */
    readonly SprintReviewAnswer: {
      readonly review: components['schemas']['SprintReview'];
    };
    /**
     * SprintUnit
     * @description Choose what estimates and capacities are counted in: points or days.
     *
     *     ``seen`` are the facts that chose it as its author saw; left out: those of now.
     */
    readonly SprintUnit: {
      /**
       * @default sprint_unit
       * @constant
       */
      readonly command?: 'sprint_unit';
      /** @default null */
      readonly seen?: readonly string[] | null;
      readonly sprint: string;
      /** @enum {string} */
      readonly unit: 'points' | 'days';
    };
    /**
     * SprintView
     * @description A sprint as of now; ``start`` and ``end`` are days (ISO 8601).
     */
    readonly SprintView: {
      readonly actions: readonly components['schemas']['ActionView'][];
      readonly apart: readonly components['schemas']['ApartView'][];
      readonly at: number;
      readonly by: string;
      readonly capacity: {
        readonly [key: string]: number;
      };
      readonly carry_over: string | null;
      readonly columns: readonly components['schemas']['ColumnView'][];
      readonly end: string | null;
      readonly ended_at: number | null;
      readonly ended_by: string | null;
      readonly goal: string;
      readonly heads: {
        readonly [key: string]: readonly string[];
      };
      readonly id: string;
      readonly limits: {
        readonly [key: string]: number;
      };
      readonly noted: readonly string[];
      readonly notes: readonly components['schemas']['NoteView'][];
      readonly revealed: boolean;
      readonly start: string | null;
      readonly tasks: readonly components['schemas']['TaskView'][];
      readonly unit: ('points' | 'days') | null;
    };
    /**
     * StatedView
     * @description What one of several people stated of a field.
     */
    readonly StatedView: {
      readonly by: string;
      readonly value: components['schemas']['JsonValue'];
    };
    /**
     * StatusAnswer
     * @description The state of the server, and who you are here.
     */
    readonly StatusAnswer: {
      readonly code: components['schemas']['CodeView'] | null;
      readonly collaboration: components['schemas']['HealthView'];
      readonly invites: boolean;
      readonly kinds: readonly (
        'convention' | 'decision' | 'work' | 'discussion' | 'knowledge' | 'note'
      )[];
      readonly limits: components['schemas']['LimitsView'];
      readonly mime: string;
      readonly model: components['schemas']['ModelView'];
      readonly store: components['schemas']['HealthView'];
      readonly user: components['schemas']['MemberView'];
      readonly version: string;
    };
    /**
     * StepView
     * @description One thing that happened in a thread: ``what`` is a line's text, or a turn's or entry's id.
     */
    readonly StepView: {
      readonly at: number;
      readonly by: string;
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'line' | 'turn' | 'brought';
      readonly what: string;
    };
    /**
     * StillHolds
     * @description Say that an entry still holds: the server ties it to its code as that is now.
     *
     *     With ``gone``, which is the context owner's, also where that code is gone: the entry moves with
     *     a file that git saw renamed, and is no longer tied to the rest.
     */
    readonly StillHolds: {
      /**
       * @default still_holds
       * @constant
       */
      readonly command?: 'still_holds';
      readonly entry: string;
      /** @default false */
      readonly gone?: boolean;
      /** @default null */
      readonly revision?: string | null;
    };
    /**
     * Stop
     * @description Stop an option's answer.
     */
    readonly Stop: {
      /**
       * @default stop
       * @constant
       */
      readonly act?: 'stop';
      readonly option: string;
    };
    /**
     * SuggestedAreas
     * @description Areas from CODEOWNERS, areas that the tree suggests, and what could not be read.
     */
    readonly SuggestedAreas: {
      readonly codeowners: readonly components['schemas']['AreaView'][];
      readonly problems: readonly string[];
      readonly suggested: readonly components['schemas']['AreaView'][];
    };
    /**
     * SuggestionsAnswer
     * @description Suggestions that one may see, oldest first: open ones, accepted ones, and what is not to come
     *     again.
     *
     *     ``daily`` is how many may be made a day, ``days`` how often threads are looked through (0: not);
     *     ``model`` judges, null: nobody does, and ``why`` says what that means.
     */
    readonly SuggestionsAnswer: {
      readonly daily: number;
      readonly days: number;
      readonly model: string | null;
      readonly suggestions: readonly components['schemas']['SuggestionView'][];
      readonly why: string;
    };
    /**
     * SuggestionView
     * @description What may be worth an entry. ``at`` is ms since 1970; ``origin`` empty: taken word for word.
     *
     *     ``by`` decided; ``entry`` is the proposal that became of it. ``private``: it is yours alone.
     */
    readonly SuggestionView: {
      readonly area: string | null;
      readonly at: number;
      readonly body: string;
      readonly by: string;
      readonly entry: string | null;
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'convention' | 'decision' | 'knowledge';
      readonly origin: string;
      readonly private: boolean;
      readonly quotes: readonly components['schemas']['QuoteView'][];
      /** @enum {string} */
      readonly state: 'open' | 'accepted' | 'dismissed' | 'never';
      readonly thread: string | null;
      readonly title: string;
      readonly turn: string | null;
    };
    /**
     * SummariesAnswer
     * @description Summaries that wait, and those that took the place of their sources.
     */
    readonly SummariesAnswer: {
      readonly summaries: readonly components['schemas']['MadeView'][];
    };
    /**
     * SummaryTextView
     * @description A text to edit; ``model`` null: an extract of the sources, and ``why`` says why.
     *
     *     ``missing`` are numbers of the sources that the text does not name.
     */
    readonly SummaryTextView: {
      readonly body: string;
      readonly missing: readonly string[];
      readonly model: string | null;
      readonly title: string;
      readonly why: string;
    };
    /**
     * SummedEntryView
     * @description An entry that is, or may be, summed up: its version, and what that says.
     */
    readonly SummedEntryView: {
      readonly body: string;
      readonly entry: string;
      readonly revision: string;
      readonly title: string;
    };
    /**
     * SweepAnswer
     * @description What a look through threads came to; ``model`` null: words are taken as they stand.
     *
     *     ``untrue`` counts what a model suggested with a quote that stands nowhere; ``left`` are threads
     *     that were not looked at, since today's number was reached.
     */
    readonly SweepAnswer: {
      readonly left: number;
      readonly made: number;
      readonly model: string | null;
      readonly threads: number;
      readonly untrue: number;
    };
    /**
     * TableColumn
     * @description What a column holds: its group says where the figures come from.
     *
     *     ``better`` is null where no figure is a better one; ``best`` are the options that have it.
     */
    readonly TableColumn: {
      readonly best: readonly string[];
      readonly better: ('higher' | 'lower') | null;
      readonly group: string;
      readonly name: string;
      readonly unit: string;
    };
    /**
     * TableRow
     * @description An option's cells, in the order of the columns.
     */
    readonly TableRow: {
      readonly cells: readonly (number | string | null)[];
      readonly label: string;
      readonly name: string;
      readonly option: string;
    };
    /**
     * TableView
     * @description Columns and rows; every row has a cell for each column.
     */
    readonly TableView: {
      readonly columns: readonly components['schemas']['TableColumn'][];
      readonly rows: readonly components['schemas']['TableRow'][];
    };
    /**
     * TakeLinks
     * @description Ends all links of somebody, by name or username.
     */
    readonly TakeLinks: {
      /** @constant */
      readonly act: 'take';
      readonly name: string;
    };
    /**
     * TakenLinks
     * @description Whose links ended, and how many there were.
     */
    readonly TakenLinks: {
      readonly count: number;
      readonly username: string;
    };
    /**
     * TakeOver
     * @description Accept a handoff, by saying in one's own words what one takes over.
     */
    readonly TakeOver: {
      /**
       * @default take_over
       * @constant
       */
      readonly command?: 'take_over';
      readonly message: string;
      readonly restated: string;
      /** @default null */
      readonly seen?: readonly string[] | null;
    };
    /**
     * TaskView
     * @description A card with its last moves and comments; ``heads``: the facts to name as seen when a field
     *     changes.
     */
    readonly TaskView: {
      readonly after: readonly string[];
      readonly apart: readonly components['schemas']['ApartView'][];
      readonly area: string | null;
      readonly assignee: string | null;
      readonly at: number;
      readonly by: string;
      readonly column: string;
      readonly comments: readonly components['schemas']['CommentView'][];
      readonly estimate: number | null;
      readonly files: readonly string[];
      readonly heads: {
        readonly [key: string]: readonly string[];
      };
      readonly id: string;
      readonly key: string;
      readonly moves: readonly components['schemas']['MoveView'][];
      readonly notes: string;
      readonly position: string;
      readonly source: string | null;
      readonly title: string;
      readonly written: string | null;
    };
    /**
     * TeamLimits
     * @description How many of what the settings of a team hold at most; ``days`` of one turn of the rota.
     */
    readonly TeamLimits: {
      readonly days: number;
      readonly globs: number;
      readonly members: number;
      readonly zones: number;
    };
    /**
     * ThoughtEvent
     * @description What was added to what a model thinks before its answer, ``at`` so many characters of it.
     */
    readonly ThoughtEvent: {
      readonly at: number;
      readonly text: string;
      readonly turn: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'thought';
    };
    /**
     * ThreadAnswer
     * @description One thread.
     */
    readonly ThreadAnswer: {
      readonly thread: components['schemas']['ThreadView'];
    };
    /**
     * ThreadsAnswer
     * @description Threads, the one used last first.
     */
    readonly ThreadsAnswer: {
      readonly threads: readonly components['schemas']['ThreadView'][];
    };
    /**
     * ThreadView
     * @description A conversation: its steps and the constraints that hold, oldest first.
     */
    readonly ThreadView: {
      readonly at: number;
      readonly author: string;
      readonly closed: boolean;
      readonly constraints: readonly components['schemas']['ConstraintView'][];
      readonly deletable: boolean;
      readonly id: string;
      readonly last: number;
      readonly mine: boolean;
      readonly people: readonly string[];
      readonly steps: readonly components['schemas']['StepView'][];
      readonly title: string;
    };
    /**
     * TimelineSpan
     * @description When a task can be worked on, in units of the estimates since the start.
     */
    readonly TimelineSpan: {
      readonly begin: number;
      readonly critical: boolean;
      readonly end: number;
      readonly task: string;
    };
    /**
     * ToolsAnswer
     * @description What a model may ask for here, by name.
     */
    readonly ToolsAnswer: {
      readonly tools: readonly components['schemas']['ToolView'][];
    };
    /**
     * ToolView
     * @description A tool of the model: whether it ``acts`` once a person allowed it, and the most that the team
     *     lets its members allow it; others are there or are not.
     */
    readonly ToolView: {
      readonly acts: boolean;
      /** @enum {string} */
      readonly cap: 'off' | 'ask' | 'thread' | 'always';
      readonly name: string;
    };
    /**
     * TrialAnswer
     * @description One question twice, both under way: without a proposed entry, and as if it held.
     */
    readonly TrialAnswer: {
      readonly holding: components['schemas']['TurnSummary'];
      readonly without: components['schemas']['TurnSummary'];
    };
    /**
     * TryEntry
     * @description Ask a question twice, privately: as if a proposed entry held, and as if it was not there.
     */
    readonly TryEntry: {
      readonly entry: string;
      readonly question: string;
    };
    /**
     * TurnAnswer
     * @description A turn that was begun or stopped.
     */
    readonly TurnAnswer: {
      readonly turn: components['schemas']['TurnView'];
    };
    /**
     * TurnEvent
     * @description A turn began, ended or moved.
     */
    readonly TurnEvent: {
      readonly turn: components['schemas']['TurnSummary'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'turn';
    };
    /**
     * TurnPhase
     * @description Go on to a phase; with ``minutes`` a timer runs for everybody.
     */
    readonly TurnPhase: {
      /**
       * @default compare_phase
       * @constant
       */
      readonly command?: 'compare_phase';
      readonly comparison: string;
      /** @default null */
      readonly minutes?: number | null;
      /** @enum {string} */
      readonly phase: 'propose' | 'prototype' | 'discuss' | 'decide';
    };
    /**
     * TurnRecord
     * @description A question to a model and its answer, without what the model thought and its tools gave.
     */
    readonly TurnRecord: {
      /** @default null */
      readonly about?: string | null;
      readonly asker: string;
      readonly at: number;
      /** @default null */
      readonly cell?: string | null;
      /** @default null */
      readonly cost?: number | null;
      /** @default null */
      readonly ended?: number | null;
      readonly id: string;
      readonly model: string;
      readonly model_label: string;
      /** @default null */
      readonly path?: string | null;
      /** @default null */
      readonly problem?: string | null;
      readonly question: string;
      /**
       * @default turn
       * @constant
       */
      readonly record?: 'turn';
      /** @default null */
      readonly seconds?: number | null;
      /** @default [] */
      readonly shown?: readonly string[];
      /** @default null */
      readonly skill?: string | null;
      /** @default  */
      readonly source?: string;
      /** @enum {string} */
      readonly status: 'streaming' | 'complete' | 'partial' | 'failed';
      readonly text: string;
      /** @default 0 */
      readonly tokens_in?: number;
      /** @default 0 */
      readonly tokens_out?: number;
      /** @constant */
      readonly visibility: 'shared';
    };
    /**
     * TurnsAnswer
     * @description A page of turns, newest first, and whether there are older ones.
     */
    readonly TurnsAnswer: {
      readonly more: boolean;
      readonly turns: readonly components['schemas']['TurnSummary'][];
    };
    /**
     * TurnSoFar
     * @description A turn with its text so far, which holds the deltas up to ``seq``.
     */
    readonly TurnSoFar: {
      readonly seq: number;
      readonly turn: components['schemas']['TurnView'];
    };
    /**
     * TurnSummary
     * @description A question to the model, who asked it, what it was shown and its cost, without the answer.
     */
    readonly TurnSummary: {
      readonly about: string | null;
      /** @default 0 */
      readonly ahead?: number;
      readonly asker: string;
      readonly at: number;
      /** @default null */
      readonly beside?: string | null;
      readonly cell: string | null;
      /** @default null */
      readonly continues?: string | null;
      readonly cost: number | null;
      readonly ended: number | null;
      readonly id: string;
      readonly model: string;
      readonly model_label: string;
      readonly path: string | null;
      readonly problem: string | null;
      readonly question: string;
      readonly saved: number | null;
      readonly seconds: number | null;
      readonly shown: readonly string[];
      /** @default null */
      readonly skill?: string | null;
      readonly source: string;
      /** @enum {string} */
      readonly status: 'streaming' | 'complete' | 'partial' | 'failed';
      readonly tokens_cached: number;
      readonly tokens_hour: number;
      readonly tokens_in: number;
      readonly tokens_out: number;
      readonly tokens_written: number;
      /** @enum {string} */
      readonly visibility: 'shared' | 'private';
      /** @default 0 */
      readonly waiting?: number;
    };
    /**
     * TurnText
     * @description A line of a stream: what was added to the answer.
     */
    readonly TurnText: {
      readonly text: string;
    };
    /**
     * TurnView
     * @description The same with the answer, as far as it is written, why it was shown these entries, and what
     *     it asked of tools.
     */
    readonly TurnView: {
      readonly about: string | null;
      /** @default 0 */
      readonly ahead?: number;
      readonly asker: string;
      readonly at: number;
      /** @default null */
      readonly beside?: string | null;
      /** @default [] */
      readonly calls?: readonly components['schemas']['CallView'][];
      readonly cell: string | null;
      /** @default null */
      readonly continues?: string | null;
      readonly cost: number | null;
      readonly ended: number | null;
      readonly id: string;
      readonly model: string;
      readonly model_label: string;
      readonly path: string | null;
      readonly problem: string | null;
      readonly question: string;
      readonly saved: number | null;
      readonly seconds: number | null;
      /** @default null */
      readonly selection?: components['schemas']['SelectionView'] | null;
      readonly shown: readonly string[];
      /** @default null */
      readonly skill?: string | null;
      readonly source: string;
      /** @enum {string} */
      readonly status: 'streaming' | 'complete' | 'partial' | 'failed';
      readonly text: string;
      /** @default  */
      readonly thinking?: string;
      readonly tokens_cached: number;
      readonly tokens_hour: number;
      readonly tokens_in: number;
      readonly tokens_out: number;
      readonly tokens_written: number;
      /** @enum {string} */
      readonly visibility: 'shared' | 'private';
      /** @default 0 */
      readonly waiting?: number;
    };
    /**
     * UndoProposal
     * @description Take back all that was accepted of a proposal.
     */
    readonly UndoProposal: Record<string, never>;
    /**
     * UndoSummary
     * @description Let the entries stand again that a summary took the place of; the summary is retired.
     */
    readonly UndoSummary: {
      /**
       * @default undo_summary
       * @constant
       */
      readonly command?: 'undo_summary';
      readonly entry: string;
      /** @default null */
      readonly reason?: string | null;
    };
    /**
     * UnsentDraft
     * @description What stands in one form: ``text`` is for the browser to read; None: sent or given up then.
     */
    readonly UnsentDraft: {
      readonly at: number;
      readonly key: string;
      /** @default null */
      readonly text?: string | null;
    };
    /**
     * UnusedView
     * @description An entry of yours that nobody used since then (ms since 1970): does it still hold?
     */
    readonly UnusedView: {
      readonly entry: string;
      readonly revision: string;
      readonly since: number;
    };
    /**
     * VersionRecord
     * @description An immutable version of an entry. ``parents`` are the versions that its author saw.
     */
    readonly VersionRecord: {
      /** @default null */
      readonly area?: string | null;
      readonly at: number;
      /** @default null */
      readonly attribute?: string | null;
      readonly author: string;
      /** @default  */
      readonly body?: string;
      readonly id: string;
      /** @default [] */
      readonly links?: readonly string[];
      /** @default [] */
      readonly parents?: readonly string[];
      /** @default  */
      readonly reason?: string;
      /** @default null */
      readonly scope?: string | null;
      /** @default  */
      readonly source?: string;
      /** @enum {string} */
      readonly status: 'proposed' | 'accepted' | 'rejected' | 'superseded' | 'retired';
      /** @default null */
      readonly subject?: string | null;
      readonly title: string;
      /** @default null */
      readonly value?: string | null;
      /** @default [] */
      readonly writers?: readonly string[];
    };
    /**
     * VersionView
     * @description A version of an option's prototype; without ``turn`` a person wrote it.
     */
    readonly VersionView: {
      readonly at: number;
      readonly by: string;
      readonly id: string;
      readonly instruction: string;
      readonly problem: string | null;
      /** @enum {string} */
      readonly status: 'streaming' | 'complete' | 'partial' | 'failed';
      readonly turn: string | null;
    };
    /**
     * WholeSkillView
     * @description The same with all that somebody agrees to: ``digest`` names it.
     *
     *     ``tools`` are those that the model may be offered with it, ``refused`` what it asks for and
     *     there is no tool for.
     */
    readonly WholeSkillView: {
      readonly agreed: components['schemas']['SkillAgreementView'] | null;
      readonly body: string;
      readonly changed: boolean;
      readonly compatibility: string;
      readonly description: string;
      readonly digest: string;
      readonly files: readonly components['schemas']['SkillFileView'][];
      readonly instead: string;
      readonly license: string;
      readonly name: string;
      readonly needs: readonly (
        'team-awareness' | 'context-contribution' | 'coordination'
      )[];
      readonly problems: readonly components['schemas']['SkillProblemView'][];
      readonly refused: readonly string[];
      /** @enum {string} */
      readonly source: 'team' | 'repository' | 'home' | 'package' | 'shipped';
      readonly tools: readonly string[];
      readonly usable: boolean;
      readonly where: string;
    };
    /**
     * WholeSprint
     * @description The board, the plan, the checks, the review and the tasks as CSV at once.
     */
    readonly WholeSprint: {
      readonly areas: readonly string[];
      /** @default [] */
      readonly critical?: readonly string[];
      readonly csv: string;
      readonly findings: readonly components['schemas']['CheckView'][];
      /** @default 0 */
      readonly invited?: number;
      /** @default 0 */
      readonly length?: number;
      /** @default [] */
      readonly loads?: readonly components['schemas']['LoadView'][];
      /** @default false */
      readonly may_reveal?: boolean;
      readonly people: {
        readonly [key: string]: string;
      };
      /** @default [] */
      readonly poker?: readonly components['schemas']['PokerView'][];
      readonly review: components['schemas']['SprintReview'];
      readonly sprint: components['schemas']['SprintView'] | null;
      /** @default [] */
      readonly timeline?: readonly components['schemas']['TimelineSpan'][];
      readonly waits?: {
        readonly [key: string]: readonly string[];
      };
    };
    /**
     * Withdraw
     * @description Take a message back: nobody has to do anything about it any more. It stays on the record.
     */
    readonly Withdraw: {
      /**
       * @default withdraw
       * @constant
       */
      readonly command?: 'withdraw';
      readonly message: string;
      /** @default null */
      readonly reason?: string | null;
      /** @default null */
      readonly seen?: readonly string[] | null;
    };
    /**
     * WorkAnswer
     * @description Who works on what now, where it meets, and what you are told of it.
     *
     *     ``version`` grows with each change. ``hours``, ``notices``: the team's policy; ``contents`` and
     *     ``guard``: your own choice.
     */
    readonly WorkAnswer: {
      readonly claims: readonly components['schemas']['ClaimView'][];
      readonly contents: boolean;
      readonly focus: readonly components['schemas']['FocusView'][];
      /** @enum {string} */
      readonly guard: 'warn' | 'refuse';
      readonly hours: number;
      readonly leases: readonly components['schemas']['LeaseView'][];
      readonly notices: readonly components['schemas']['NoticeView'][];
      readonly notices_a_day: number;
      readonly overlaps: readonly components['schemas']['OverlapView'][];
      readonly version: number;
    };
    /**
     * WorkEvent
     * @description Who works on what has changed; ``version`` as in the answer that holds it.
     */
    readonly WorkEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'work';
      readonly version: number;
    };
    /**
     * Write
     * @description A person's own version of an option (its id, letter or name), or a new option.
     */
    readonly Write: {
      /**
       * @default write
       * @constant
       */
      readonly act?: 'write';
      readonly option: string;
      /** @default  */
      readonly sketch?: string;
      /** @default  */
      readonly text?: string;
    };
    /**
     * WrittenView
     * @description A handoff that was written down for everybody.
     */
    readonly WrittenView: {
      readonly id: string;
      readonly since: number;
      readonly until: number;
      readonly zone: string;
    };
    /**
     * YouEvent
     * @description Your role or your rooms changed.
     */
    readonly YouEvent: {
      readonly rooms: readonly components['schemas']['RoomView'][];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      readonly type: 'you';
      readonly user: components['schemas']['MemberView'];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type Accept = components['schemas']['Accept'];
export type AcceptSuggestion = components['schemas']['AcceptSuggestion'];
export type Acknowledge = components['schemas']['Acknowledge'];
export type AcknowledgeHandoff = components['schemas']['AcknowledgeHandoff'];
export type ActionView = components['schemas']['ActionView'];
export type Add = components['schemas']['Add'];
export type AddOption = components['schemas']['AddOption'];
export type Again = components['schemas']['Again'];
export type AnchorView = components['schemas']['AnchorView'];
export type Announce = components['schemas']['Announce'];
export type AnswerQuery = components['schemas']['AnswerQuery'];
export type ApartView = components['schemas']['ApartView'];
export type AreaView = components['schemas']['AreaView'];
export type Argue = components['schemas']['Argue'];
export type ArgumentView = components['schemas']['ArgumentView'];
export type Ask = components['schemas']['Ask'];
export type AskAgain = components['schemas']['AskAgain'];
export type AskedBefore = components['schemas']['AskedBefore'];
export type AskedBeforeAnswer = components['schemas']['AskedBeforeAnswer'];
export type AskedView = components['schemas']['AskedView'];
export type Begin = components['schemas']['Begin'];
export type BegunComparison = components['schemas']['BegunComparison'];
export type BoardAnswer = components['schemas']['BoardAnswer'];
export type Bring = components['schemas']['Bring'];
export type BudgetEvent = components['schemas']['BudgetEvent'];
export type BudgetView = components['schemas']['BudgetView'];
export type BundleAnswer = components['schemas']['BundleAnswer'];
export type BurndownAnswer = components['schemas']['BurndownAnswer'];
export type BurndownDayView = components['schemas']['BurndownDayView'];
export type CallEvent = components['schemas']['CallEvent'];
export type CallView = components['schemas']['CallView'];
export type CheckAnswer = components['schemas']['CheckAnswer'];
export type CheckBegun = components['schemas']['CheckBegun'];
export type ChecksAnswer = components['schemas']['ChecksAnswer'];
export type CheckView = components['schemas']['CheckView'];
export type CheckWork = components['schemas']['CheckWork'];
export type ChoiceView = components['schemas']['ChoiceView'];
export type ClaimedFileView = components['schemas']['ClaimedFileView'];
export type ClaimView = components['schemas']['ClaimView'];
export type ClashView = components['schemas']['ClashView'];
export type ClientTokensAnswer = components['schemas']['ClientTokensAnswer'];
export type ClientTokenView = components['schemas']['ClientTokenView'];
export type CloseThread = components['schemas']['CloseThread'];
export type CodeView = components['schemas']['CodeView'];
export type ColumnView = components['schemas']['ColumnView'];
export type CommandAnswer = components['schemas']['CommandAnswer'];
export type CommandFrame = components['schemas']['CommandFrame'];
export type CommentView = components['schemas']['CommentView'];
export type ComparisonAnswer = components['schemas']['ComparisonAnswer'];
export type ComparisonsAnswer = components['schemas']['ComparisonsAnswer'];
export type ComparisonView = components['schemas']['ComparisonView'];
export type Constants = components['schemas']['Constants'];
export type Constrain = components['schemas']['Constrain'];
export type ConstraintView = components['schemas']['ConstraintView'];
export type ContextRecord = components['schemas']['ContextRecord'];
export type CostAnswer = components['schemas']['CostAnswer'];
export type CostLineView = components['schemas']['CostLineView'];
export type CriterionView = components['schemas']['CriterionView'];
export type DecideCall = components['schemas']['DecideCall'];
export type DecideEdit = components['schemas']['DecideEdit'];
export type DecideSuggestion = components['schemas']['DecideSuggestion'];
export type DecisionView = components['schemas']['DecisionView'];
export type DeclareFocus = components['schemas']['DeclareFocus'];
export type DeleteThread = components['schemas']['DeleteThread'];
export type DeltaEvent = components['schemas']['DeltaEvent'];
export type DifferenceAnswer = components['schemas']['DifferenceAnswer'];
export type DifferenceView = components['schemas']['DifferenceView'];
export type Dismiss = components['schemas']['Dismiss'];
export type DisputesChange = components['schemas']['DisputesChange'];
export type DisputesEvent = components['schemas']['DisputesEvent'];
export type DisputeView = components['schemas']['DisputeView'];
export type DraftsAnswer = components['schemas']['DraftsAnswer'];
export type DraftSummary = components['schemas']['DraftSummary'];
export type DraftView = components['schemas']['DraftView'];
export type DropWork = components['schemas']['DropWork'];
export type DutyView = components['schemas']['DutyView'];
export type Edit = components['schemas']['Edit'];
export type EditDecided = components['schemas']['EditDecided'];
export type EditView = components['schemas']['EditView'];
export type End = components['schemas']['End'];
export type EndRecord = components['schemas']['EndRecord'];
export type EntriesAnswer = components['schemas']['EntriesAnswer'];
export type EntryFreshnessView = components['schemas']['EntryFreshnessView'];
export type EntryRecord = components['schemas']['EntryRecord'];
export type EntryView = components['schemas']['EntryView'];
export type ErrorView = components['schemas']['ErrorView'];
export type ExceptionsAnswer = components['schemas']['ExceptionsAnswer'];
export type ExceptionView = components['schemas']['ExceptionView'];
export type ExchangeDrafts = components['schemas']['ExchangeDrafts'];
export type ExportAnswer = components['schemas']['ExportAnswer'];
export type FactRecord = components['schemas']['FactRecord'];
export type FactsEvent = components['schemas']['FactsEvent'];
export type FeedEvent = components['schemas']['FeedEvent'];
export type FigureView = components['schemas']['FigureView'];
export type FileDifference = components['schemas']['FileDifference'];
export type FileSize = components['schemas']['FileSize'];
export type FileText = components['schemas']['FileText'];
export type Find = components['schemas']['Find'];
export type FindAnswer = components['schemas']['FindAnswer'];
export type FindingCheckView = components['schemas']['FindingCheckView'];
export type FindingPicture = components['schemas']['FindingPicture'];
export type FindingsAnswer = components['schemas']['FindingsAnswer'];
export type FindingView = components['schemas']['FindingView'];
export type FocusView = components['schemas']['FocusView'];
export type FreshnessAnswer = components['schemas']['FreshnessAnswer'];
export type FreshnessEvent = components['schemas']['FreshnessEvent'];
export type GateView = components['schemas']['GateView'];
export type GiveLink = components['schemas']['GiveLink'];
export type GivenLink = components['schemas']['GivenLink'];
export type GiveScore = components['schemas']['GiveScore'];
export type GoOn = components['schemas']['GoOn'];
export type GroupsAnswer = components['schemas']['GroupsAnswer'];
export type GroupView = components['schemas']['GroupView'];
export type Handoff = components['schemas']['Handoff'];
export type HandoffAnswer = components['schemas']['HandoffAnswer'];
export type HandoffLine = components['schemas']['HandoffLine'];
export type HandoffPart = components['schemas']['HandoffPart'];
export type HealthEvent = components['schemas']['HealthEvent'];
export type HealthView = components['schemas']['HealthView'];
export type HelloEvent = components['schemas']['HelloEvent'];
export type HistoryAnswer = components['schemas']['HistoryAnswer'];
export type HitView = components['schemas']['HitView'];
export type ImportAnswer = components['schemas']['ImportAnswer'];
export type ImportedItem = components['schemas']['ImportedItem'];
export type ImportFinding = components['schemas']['ImportFinding'];
export type ImportPart = components['schemas']['ImportPart'];
export type InboxAnswer = components['schemas']['InboxAnswer'];
export type InboxItem = components['schemas']['InboxItem'];
export type Insert = components['schemas']['Insert'];
export type InstructionsAnswer = components['schemas']['InstructionsAnswer'];
export type Invitation = components['schemas']['Invitation'];
export type JobEvent = components['schemas']['JobEvent'];
export type JobsAnswer = components['schemas']['JobsAnswer'];
export type JobView = components['schemas']['JobView'];
export type Join = components['schemas']['Join'];
export type JsonValue = components['schemas']['JsonValue'];
export type Judge = components['schemas']['Judge'];
export type JudgementView = components['schemas']['JudgementView'];
export type KernelText = components['schemas']['KernelText'];
export type KernelTurn = components['schemas']['KernelTurn'];
export type KeyedFields = components['schemas']['KeyedFields'];
export type KnownMember = components['schemas']['KnownMember'];
export type LeasePaths = components['schemas']['LeasePaths'];
export type LeaseView = components['schemas']['LeaseView'];
export type LeftoverView = components['schemas']['LeftoverView'];
export type Lift = components['schemas']['Lift'];
export type LimitsView = components['schemas']['LimitsView'];
export type LinesView = components['schemas']['LinesView'];
export type ListedComparison = components['schemas']['ListedComparison'];
export type ListedOption = components['schemas']['ListedOption'];
export type LoadView = components['schemas']['LoadView'];
export type LocalChoiceView = components['schemas']['LocalChoiceView'];
export type MadeView = components['schemas']['MadeView'];
export type MakeClientToken = components['schemas']['MakeClientToken'];
export type MeasuresView = components['schemas']['MeasuresView'];
export type MeetingAnswer = components['schemas']['MeetingAnswer'];
export type MemberRecord = components['schemas']['MemberRecord'];
export type MembersAnswer = components['schemas']['MembersAnswer'];
export type MemberView = components['schemas']['MemberView'];
export type Merge = components['schemas']['Merge'];
export type MessageAnswer = components['schemas']['MessageAnswer'];
export type MessageLine = components['schemas']['MessageLine'];
export type MessageParts = components['schemas']['MessageParts'];
export type MessageView = components['schemas']['MessageView'];
export type MetricView = components['schemas']['MetricView'];
export type MimeTypes = components['schemas']['MimeTypes'];
export type ModelsAnswer = components['schemas']['ModelsAnswer'];
export type ModelView = components['schemas']['ModelView'];
export type MoveView = components['schemas']['MoveView'];
export type NamesAnswer = components['schemas']['NamesAnswer'];
export type NearAnswer = components['schemas']['NearAnswer'];
export type NearbyAnswer = components['schemas']['NearbyAnswer'];
export type NearbyServerView = components['schemas']['NearbyServerView'];
export type NearView = components['schemas']['NearView'];
export type NewClientToken = components['schemas']['NewClientToken'];
export type NoteView = components['schemas']['NoteView'];
export type NoticesAnswer = components['schemas']['NoticesAnswer'];
export type NoticeView = components['schemas']['NoticeView'];
export type OfferView = components['schemas']['OfferView'];
export type OmissionView = components['schemas']['OmissionView'];
export type Opened = components['schemas']['Opened'];
export type OpenThread = components['schemas']['OpenThread'];
export type OptionView = components['schemas']['OptionView'];
export type OutcomeView = components['schemas']['OutcomeView'];
export type OverlapView = components['schemas']['OverlapView'];
export type PeopleAnswer = components['schemas']['PeopleAnswer'];
export type PhaseView = components['schemas']['PhaseView'];
export type PlaceView = components['schemas']['PlaceView'];
export type PokerClose = components['schemas']['PokerClose'];
export type PokerEstimate = components['schemas']['PokerEstimate'];
export type PokerEstimateView = components['schemas']['PokerEstimateView'];
export type PokerOpen = components['schemas']['PokerOpen'];
export type PokerReveal = components['schemas']['PokerReveal'];
export type PokerView = components['schemas']['PokerView'];
export type PoliciesView = components['schemas']['PoliciesView'];
export type PostReply = components['schemas']['PostReply'];
export type PrecedentView = components['schemas']['PrecedentView'];
export type PresenceEvent = components['schemas']['PresenceEvent'];
export type Present = components['schemas']['Present'];
export type PresentationView = components['schemas']['PresentationView'];
export type PresentingEvent = components['schemas']['PresentingEvent'];
export type PreviewAnswer = components['schemas']['PreviewAnswer'];
export type PreviewPrompt = components['schemas']['PreviewPrompt'];
export type ProblemView = components['schemas']['ProblemView'];
export type PromptAnswer = components['schemas']['PromptAnswer'];
export type PromptPartView = components['schemas']['PromptPartView'];
export type ProposalsAnswer = components['schemas']['ProposalsAnswer'];
export type ProposalView = components['schemas']['ProposalView'];
export type Propose = components['schemas']['Propose'];
export type ProposeSummary = components['schemas']['ProposeSummary'];
export type PrototypeAnswer = components['schemas']['PrototypeAnswer'];
export type Query = components['schemas']['Query'];
export type QuerySides = components['schemas']['QuerySides'];
export type QuestionSoFar = components['schemas']['QuestionSoFar'];
export type QueueAnswer = components['schemas']['QueueAnswer'];
export type QuoteView = components['schemas']['QuoteView'];
export type Rate = components['schemas']['Rate'];
export type RatingsAnswer = components['schemas']['RatingsAnswer'];
export type RatingView = components['schemas']['RatingView'];
export type ReadersView = components['schemas']['ReadersView'];
export type Reanchor = components['schemas']['Reanchor'];
export type RecordAnswer = components['schemas']['RecordAnswer'];
export type Redact = components['schemas']['Redact'];
export type RedactedView = components['schemas']['RedactedView'];
export type RedactionAnswer = components['schemas']['RedactionAnswer'];
export type ReferencesAnswer = components['schemas']['ReferencesAnswer'];
export type ReferenceView = components['schemas']['ReferenceView'];
export type Refine = components['schemas']['Refine'];
export type Reject = components['schemas']['Reject'];
export type Relate = components['schemas']['Relate'];
export type ReleaseLease = components['schemas']['ReleaseLease'];
export type RelevantAnswer = components['schemas']['RelevantAnswer'];
export type RemoveAnchor = components['schemas']['RemoveAnchor'];
export type RenameThread = components['schemas']['RenameThread'];
export type ReportAnswer = components['schemas']['ReportAnswer'];
export type ReportedFile = components['schemas']['ReportedFile'];
export type ReportedHunk = components['schemas']['ReportedHunk'];
export type ReportWork = components['schemas']['ReportWork'];
export type RescueAnswer = components['schemas']['RescueAnswer'];
export type ResolutionRecord = components['schemas']['ResolutionRecord'];
export type Resolve = components['schemas']['Resolve'];
export type RestingView = components['schemas']['RestingView'];
export type Retire = components['schemas']['Retire'];
export type Reveal = components['schemas']['Reveal'];
export type Revert = components['schemas']['Revert'];
export type ReviewItem = components['schemas']['ReviewItem'];
export type RevisionView = components['schemas']['RevisionView'];
export type RoomView = components['schemas']['RoomView'];
export type RunCheck = components['schemas']['RunCheck'];
export type RunMagic = components['schemas']['RunMagic'];
export type RunView = components['schemas']['RunView'];
export type SandboxLimits = components['schemas']['SandboxLimits'];
export type Save = components['schemas']['Save'];
export type SavedView = components['schemas']['SavedView'];
export type Say = components['schemas']['Say'];
export type SayInThread = components['schemas']['SayInThread'];
export type ScoreView = components['schemas']['ScoreView'];
export type Seen = components['schemas']['Seen'];
export type SelectionView = components['schemas']['SelectionView'];
export type Set = components['schemas']['Set'];
export type SetAnchor = components['schemas']['SetAnchor'];
export type SettingRecord = components['schemas']['SettingRecord'];
export type Share = components['schemas']['Share'];
export type SharedFindingView = components['schemas']['SharedFindingView'];
export type SkillAgreementView = components['schemas']['SkillAgreementView'];
export type SkillAnswer = components['schemas']['SkillAnswer'];
export type SkillFileView = components['schemas']['SkillFileView'];
export type SkillProblemView = components['schemas']['SkillProblemView'];
export type SkillsAnswer = components['schemas']['SkillsAnswer'];
export type SkillView = components['schemas']['SkillView'];
export type SnoozeOverlap = components['schemas']['SnoozeOverlap'];
export type Source = components['schemas']['Source'];
export type SourceView = components['schemas']['SourceView'];
export type SpokenOf = components['schemas']['SpokenOf'];
export type SprintAbout = components['schemas']['SprintAbout'];
export type SprintAction = components['schemas']['SprintAction'];
export type SprintAdd = components['schemas']['SprintAdd'];
export type SprintCapacity = components['schemas']['SprintCapacity'];
export type SprintComment = components['schemas']['SprintComment'];
export type SprintEdit = components['schemas']['SprintEdit'];
export type SprintEnd = components['schemas']['SprintEnd'];
export type SprintImport = components['schemas']['SprintImport'];
export type SprintLimit = components['schemas']['SprintLimit'];
export type SprintMove = components['schemas']['SprintMove'];
export type SprintNew = components['schemas']['SprintNew'];
export type SprintNote = components['schemas']['SprintNote'];
export type SprintReveal = components['schemas']['SprintReveal'];
export type SprintReview = components['schemas']['SprintReview'];
export type SprintReviewAnswer = components['schemas']['SprintReviewAnswer'];
export type SprintUnit = components['schemas']['SprintUnit'];
export type SprintView = components['schemas']['SprintView'];
export type StatedView = components['schemas']['StatedView'];
export type StatusAnswer = components['schemas']['StatusAnswer'];
export type StepView = components['schemas']['StepView'];
export type StillHolds = components['schemas']['StillHolds'];
export type Stop = components['schemas']['Stop'];
export type SuggestedAreas = components['schemas']['SuggestedAreas'];
export type SuggestionsAnswer = components['schemas']['SuggestionsAnswer'];
export type SuggestionView = components['schemas']['SuggestionView'];
export type SummariesAnswer = components['schemas']['SummariesAnswer'];
export type SummaryTextView = components['schemas']['SummaryTextView'];
export type SummedEntryView = components['schemas']['SummedEntryView'];
export type SweepAnswer = components['schemas']['SweepAnswer'];
export type TableColumn = components['schemas']['TableColumn'];
export type TableRow = components['schemas']['TableRow'];
export type TableView = components['schemas']['TableView'];
export type TakeLinks = components['schemas']['TakeLinks'];
export type TakenLinks = components['schemas']['TakenLinks'];
export type TakeOver = components['schemas']['TakeOver'];
export type TaskView = components['schemas']['TaskView'];
export type TeamLimits = components['schemas']['TeamLimits'];
export type ThoughtEvent = components['schemas']['ThoughtEvent'];
export type ThreadAnswer = components['schemas']['ThreadAnswer'];
export type ThreadsAnswer = components['schemas']['ThreadsAnswer'];
export type ThreadView = components['schemas']['ThreadView'];
export type TimelineSpan = components['schemas']['TimelineSpan'];
export type ToolsAnswer = components['schemas']['ToolsAnswer'];
export type ToolView = components['schemas']['ToolView'];
export type TrialAnswer = components['schemas']['TrialAnswer'];
export type TryEntry = components['schemas']['TryEntry'];
export type TurnAnswer = components['schemas']['TurnAnswer'];
export type TurnEvent = components['schemas']['TurnEvent'];
export type TurnPhase = components['schemas']['TurnPhase'];
export type TurnRecord = components['schemas']['TurnRecord'];
export type TurnsAnswer = components['schemas']['TurnsAnswer'];
export type TurnSoFar = components['schemas']['TurnSoFar'];
export type TurnSummary = components['schemas']['TurnSummary'];
export type TurnText = components['schemas']['TurnText'];
export type TurnView = components['schemas']['TurnView'];
export type UndoProposal = components['schemas']['UndoProposal'];
export type UndoSummary = components['schemas']['UndoSummary'];
export type UnsentDraft = components['schemas']['UnsentDraft'];
export type UnusedView = components['schemas']['UnusedView'];
export type VersionRecord = components['schemas']['VersionRecord'];
export type VersionView = components['schemas']['VersionView'];
export type WholeSkillView = components['schemas']['WholeSkillView'];
export type WholeSprint = components['schemas']['WholeSprint'];
export type Withdraw = components['schemas']['Withdraw'];
export type WorkAnswer = components['schemas']['WorkAnswer'];
export type WorkEvent = components['schemas']['WorkEvent'];
export type Write = components['schemas']['Write'];
export type WrittenView = components['schemas']['WrittenView'];
export type YouEvent = components['schemas']['YouEvent'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

/** What each route answers, by method and path. */
export interface Answers {
  readonly 'get /areas/suggested': SuggestedAreas;
  readonly 'post /asked-before': AskedBeforeAnswer;
  readonly 'get /claims': WorkAnswer;
  readonly 'post /claims/check': CheckAnswer;
  readonly 'post /claims/drop': NoticesAnswer;
  readonly 'get /claims/notices': NoticesAnswer;
  readonly 'post /claims/report': ReportAnswer;
  readonly 'post /commands': OutcomeView;
  readonly 'get /comparisons': ComparisonsAnswer;
  readonly 'post /comparisons': BegunComparison;
  readonly 'get /comparisons/{comparison_id}': ComparisonAnswer;
  readonly 'post /comparisons/{comparison_id}': ComparisonAnswer;
  readonly 'get /comparisons/{comparison_id}/diff': DifferenceAnswer;
  readonly 'get /comparisons/{comparison_id}/options/{option_id}': PrototypeAnswer;
  readonly 'post /comparisons/{comparison_id}/record': RecordAnswer;
  readonly 'get /cost': CostAnswer;
  readonly 'post /drafts': DraftsAnswer;
  readonly 'get /edits': ProposalsAnswer;
  readonly 'post /edits/{proposal_id}/decide': EditDecided;
  readonly 'post /edits/{proposal_id}/undo': EditDecided;
  readonly 'get /entries': EntriesAnswer;
  readonly 'get /entries/{entry_id}/history': HistoryAnswer;
  readonly 'get /exceptions': ExceptionsAnswer;
  readonly 'post /exchange/import': ImportAnswer;
  readonly 'post /find': FindAnswer;
  readonly 'get /findings': FindingsAnswer;
  readonly 'post /findings/{finding}/check': CheckBegun;
  readonly 'get /findings/{finding}/picture': FindingPicture;
  readonly 'get /freshness': FreshnessAnswer;
  readonly 'get /handoff': HandoffAnswer;
  readonly 'post /handoff/acknowledge': OutcomeView;
  readonly 'get /inbox': InboxAnswer;
  readonly 'get /instructions': InstructionsAnswer;
  readonly 'post /invitations': GivenLink;
  readonly 'get /jobs': JobsAnswer;
  readonly 'post /jobs/{job_id}/cancel': JobsAnswer;
  readonly 'get /mcp/tokens': ClientTokensAnswer;
  readonly 'post /mcp/tokens': NewClientToken;
  readonly 'post /mcp/tokens/{id}/revoke': ClientTokenView;
  readonly 'get /meeting': MeetingAnswer;
  readonly 'post /meeting': MeetingAnswer;
  readonly 'get /members': MembersAnswer;
  readonly 'get /messages/{message_id}': MessageAnswer;
  readonly 'post /messages/{message_id}/go-on': TurnAnswer;
  readonly 'get /models': ModelsAnswer;
  readonly 'get /models/nearby': NearbyAnswer;
  readonly 'get /names/{kind}': NamesAnswer;
  readonly 'get /near': NearAnswer;
  readonly 'get /people': PeopleAnswer;
  readonly 'post /preview': PreviewAnswer;
  readonly 'post /prompt': PromptAnswer;
  readonly 'get /ratings': RatingsAnswer;
  readonly 'post /redactions': RedactionAnswer;
  readonly 'post /references': ReferencesAnswer;
  readonly 'get /relevant': RelevantAnswer;
  readonly 'post /rescue': RescueAnswer;
  readonly 'get /review': QueueAnswer;
  readonly 'get /skills': SkillsAnswer;
  readonly 'get /skills/{name}': SkillAnswer;
  readonly 'get /sprint': BoardAnswer;
  readonly 'get /sprint/burndown': BurndownAnswer;
  readonly 'get /sprint/checks': ChecksAnswer;
  readonly 'get /sprint/export': ExportAnswer;
  readonly 'get /sprint/review': SprintReviewAnswer;
  readonly 'get /sprint/whole': WholeSprint;
  readonly 'get /status': StatusAnswer;
  readonly 'get /suggestions': SuggestionsAnswer;
  readonly 'post /suggestions/sweep': SweepAnswer;
  readonly 'get /summaries': SummariesAnswer;
  readonly 'post /summaries/draft': SummaryTextView;
  readonly 'post /summaries/look': GroupsAnswer;
  readonly 'get /threads': ThreadsAnswer;
  readonly 'get /threads/{thread_id}': ThreadAnswer;
  readonly 'get /tools': ToolsAnswer;
  readonly 'post /trials': TrialAnswer;
  readonly 'get /turns': TurnsAnswer;
  readonly 'post /turns': TurnAnswer;
  readonly 'get /turns/{turn_id}': TurnSoFar;
  readonly 'post /turns/{turn_id}/again': TurnAnswer;
  readonly 'post /turns/{turn_id}/calls/{call_id}': TurnAnswer;
  readonly 'post /turns/{turn_id}/rating': RatingsAnswer;
  readonly 'post /turns/{turn_id}/stop': TurnAnswer;
}

/** What people may send to `POST commands`. */
export type SentCommand =
  | (Omit<Accept, 'command'> & { readonly command: 'accept' })
  | (Omit<AcceptSuggestion, 'command'> & { readonly command: 'accept_suggestion' })
  | (Omit<Acknowledge, 'command'> & { readonly command: 'acknowledge' })
  | (Omit<AcknowledgeHandoff, 'command'> & { readonly command: 'acknowledge_handoff' })
  | (Omit<Add, 'command'> & { readonly command: 'add' })
  | (Omit<SetAnchor, 'command'> & { readonly command: 'anchor' })
  | (Omit<Announce, 'command'> & { readonly command: 'announce' })
  | (Omit<AnswerQuery, 'command'> & { readonly command: 'answer' })
  | (Omit<Bring, 'command'> & { readonly command: 'bring' })
  | (Omit<CloseThread, 'command'> & { readonly command: 'close_thread' })
  | (Omit<Argue, 'command'> & { readonly command: 'compare_argue' })
  | (Omit<AddOption, 'command'> & { readonly command: 'compare_option' })
  | (Omit<TurnPhase, 'command'> & { readonly command: 'compare_phase' })
  | (Omit<Reveal, 'command'> & { readonly command: 'compare_reveal' })
  | (Omit<GiveScore, 'command'> & { readonly command: 'compare_score' })
  | (Omit<Constrain, 'command'> & { readonly command: 'constrain' })
  | (Omit<DecideSuggestion, 'command'> & { readonly command: 'decide_suggestion' })
  | (Omit<DeclareFocus, 'command'> & { readonly command: 'declare_focus' })
  | (Omit<DeleteThread, 'command'> & { readonly command: 'delete_thread' })
  | (Omit<Dismiss, 'command'> & { readonly command: 'dismiss' })
  | (Omit<Edit, 'command'> & { readonly command: 'edit' })
  | (Omit<Handoff, 'command'> & { readonly command: 'handoff' })
  | (Omit<Join, 'command'> & { readonly command: 'join' })
  | (Omit<LeasePaths, 'command'> & { readonly command: 'lease_paths' })
  | (Omit<Lift, 'command'> & { readonly command: 'lift' })
  | (Omit<Merge, 'command'> & { readonly command: 'merge' })
  | (Omit<OpenThread, 'command'> & { readonly command: 'open_thread' })
  | (Omit<Opened, 'command'> & { readonly command: 'opened' })
  | (Omit<PokerClose, 'command'> & { readonly command: 'poker_close' })
  | (Omit<PokerEstimate, 'command'> & { readonly command: 'poker_estimate' })
  | (Omit<PokerOpen, 'command'> & { readonly command: 'poker_open' })
  | (Omit<PokerReveal, 'command'> & { readonly command: 'poker_reveal' })
  | (Omit<Propose, 'command'> & { readonly command: 'propose' })
  | (Omit<ProposeSummary, 'command'> & { readonly command: 'propose_summary' })
  | (Omit<Query, 'command'> & { readonly command: 'query' })
  | (Omit<QuerySides, 'command'> & { readonly command: 'query_sides' })
  | (Omit<Reanchor, 'command'> & { readonly command: 'reanchor' })
  | (Omit<Reject, 'command'> & { readonly command: 'reject' })
  | (Omit<Relate, 'command'> & { readonly command: 'relate' })
  | (Omit<ReleaseLease, 'command'> & { readonly command: 'release_lease' })
  | (Omit<RenameThread, 'command'> & { readonly command: 'rename_thread' })
  | (Omit<PostReply, 'command'> & { readonly command: 'reply' })
  | (Omit<Resolve, 'command'> & { readonly command: 'resolve' })
  | (Omit<Retire, 'command'> & { readonly command: 'retire' })
  | (Omit<Revert, 'command'> & { readonly command: 'revert' })
  | (Omit<SayInThread, 'command'> & { readonly command: 'say' })
  | (Omit<Set, 'command'> & { readonly command: 'set' })
  | (Omit<Share, 'command'> & { readonly command: 'share' })
  | (Omit<SnoozeOverlap, 'command'> & { readonly command: 'snooze_overlap' })
  | (Omit<SprintAbout, 'command'> & { readonly command: 'sprint_about' })
  | (Omit<SprintAction, 'command'> & { readonly command: 'sprint_action' })
  | (Omit<SprintAdd, 'command'> & { readonly command: 'sprint_add' })
  | (Omit<SprintCapacity, 'command'> & { readonly command: 'sprint_capacity' })
  | (Omit<SprintComment, 'command'> & { readonly command: 'sprint_comment' })
  | (Omit<SprintEdit, 'command'> & { readonly command: 'sprint_edit' })
  | (Omit<SprintEnd, 'command'> & { readonly command: 'sprint_end' })
  | (Omit<SprintImport, 'command'> & { readonly command: 'sprint_import' })
  | (Omit<SprintLimit, 'command'> & { readonly command: 'sprint_limit' })
  | (Omit<SprintMove, 'command'> & { readonly command: 'sprint_move' })
  | (Omit<SprintNew, 'command'> & { readonly command: 'sprint_new' })
  | (Omit<SprintNote, 'command'> & { readonly command: 'sprint_note' })
  | (Omit<SprintReveal, 'command'> & { readonly command: 'sprint_reveal' })
  | (Omit<SprintUnit, 'command'> & { readonly command: 'sprint_unit' })
  | (Omit<StillHolds, 'command'> & { readonly command: 'still_holds' })
  | (Omit<TakeOver, 'command'> & { readonly command: 'take_over' })
  | (Omit<RemoveAnchor, 'command'> & { readonly command: 'unanchor' })
  | (Omit<UndoSummary, 'command'> & { readonly command: 'undo_summary' })
  | (Omit<Withdraw, 'command'> & { readonly command: 'withdraw' });
