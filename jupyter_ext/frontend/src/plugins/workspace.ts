/** The models of all features, put together over one feed: what comes in is handed to whom it concerns. */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Loadable } from '../api/problem';
import type { Server } from '../api/server';
import type { Command } from '../api/wire/command';
import type { Dispute } from '../api/wire/entry';
import type { Member, Person } from '../api/wire/member';
import type { Turn } from '../api/wire/turn';
import type { CostAnswer } from '../api/wire/types';
import type { Access } from '../core/access';
import type { Entry } from '../core/entry';
import { Custody } from '../features/audit/custody';
import { WorkModel, WorkRequests } from '../features/claims/model';
import type { ExchangeActions } from '../features/exchange/requests';
import { exchangeActions } from '../features/exchange/requests';
import { AskingModel } from '../features/contradictions/asking';
import { fetchNear } from '../features/contradictions/requests';
import { fetchCost } from '../features/cost/requests';
import { EditsModel } from '../features/edits/model';
import { EditRequests } from '../features/edits/requests';
import type { Side } from '../features/entries/model';
import { EntriesModel } from '../features/entries/model';
import { EntryRequests } from '../features/entries/requests';
import { fetchHandoffPage, HandoffRequests } from '../features/handoff/requests';
import { Since } from '../features/handoff/since';
import { JobRequests, JobsModel } from '../features/jobs/model';
import { MeetingModel } from '../features/meeting/model';
import { MeetingRequests } from '../features/meeting/requests';
import { Letters } from '../features/messages/letters';
import { fetchInbox, fetchMessage, goOn } from '../features/messages/requests';
import type { Inbox, Message } from '../features/messages/wire';
import { fetchReview } from '../features/review/requests';
import type { ReviewItem } from '../features/review/wire';
import { SearchModel } from '../features/search/model';
import { find } from '../features/search/requests';
import { fetchSprint, fetchSprintPage } from '../features/sprint/requests';
import { SuggestionRequests, SuggestionsModel } from '../features/suggestions/model';
import type { Made } from '../features/summaries/requests';
import { SummaryRequests } from '../features/summaries/requests';
import type { Sprint } from '../features/sprint/wire';
import { TeamModel } from '../features/team/model';
import { TeamRequests } from '../features/team/requests';
import { TurnsModel } from '../features/turns/model';
import { tryEntry, TurnRequests } from '../features/turns/requests';
import { FindingsModel } from '../features/findings/model';
import { fetchFreshness, FreshnessModel } from '../features/freshness/model';
import type { FactCallback } from '../feed/facts';
import { Facts } from '../feed/facts';
import type { Connection, Feed } from '../feed/feed';
import { Fetched } from '../feed/fetched';
import type { Replica } from '../feed/replica';
import { Replicas, TEAM } from '../feed/replica';
import { download } from '../ui/download';
import type { DraftBox } from '../ui/draftbox';
import { FeedDispatch } from './dispatch';
import type { IContextModel } from './tokens';

export class Workspace implements IContextModel {
  constructor(
    private readonly _server: Server,
    private readonly _feed: Feed,
    /** What this member has typed and not sent. */
    readonly typed: DraftBox
  ) {
    const changed = (): void => this._emit();
    this.entries = new EntriesModel(
      new EntryRequests(_server),
      side => this._held(side),
      typed,
      changed,
      entry => void this.asking.ask(entry),
      mark =>
        (mark === 'pin' ? this._replicas.get(TEAM) : this._own())?.marks(mark) ??
        new Set()
    );
    this.asking = new AskingModel({
      near: revision => fetchNear(_server, revision),
      say: command => this.run(command),
      changed
    });
    this.team = new TeamModel(new TeamRequests(_server), {
      named: username => this._replicas.get(TEAM)?.people().get(username),
      wish: () => this._own()?.wish(),
      own: name => this._own()?.setting(name) ?? null,
      command: command => this.entries.command(command),
      changed,
      userChanged: () => this._forget(),
      userKnown: ({ username, anonymous }) => typed.belongTo(username, !anonymous)
    });
    this.turns = new TurnsModel(new TurnRequests(_server), typed, changed, turn =>
      this.team.isDemo(turn)
    );
    this.edits = new EditsModel(new EditRequests(_server));
    this.since = new Since(typed, new HandoffRequests(_server), changed);
    this.custody = new Custody(_server);
    this.exchange = exchangeActions(_server);
    this.jobs = new JobsModel(new JobRequests(_server), changed);
    this.meeting = new MeetingModel(
      new MeetingRequests(_server),
      () => this.user?.username ?? null,
      changed
    );
    this.search = new SearchModel(wanted => find(_server, wanted), changed);
    this.suggestions = new SuggestionsModel(
      new SuggestionRequests(_server),
      command => this.run(command),
      changed
    );
    this.work = new WorkModel(
      new WorkRequests(_server),
      command => this.run(command),
      changed
    );
    this.onTry = async (entry, question) => {
      const both = await tryEntry(_server, entry, question);
      both.forEach(turn => this.turns.put(turn));
      return both;
    };
    this.summing = new SummaryRequests(_server);
    this.summaries = new Fetched(() => this.summing.made(), changed);
    this._review = new Fetched(() => fetchReview(_server), changed);
    this._inbox = new Fetched(() => inboxOf(_server, this.user), changed);
    this.cost = new Fetched(() => fetchCost(_server), changed);
    this.freshness = new FreshnessModel(
      () => fetchFreshness(_server),
      command => this.run(command),
      changed
    );
    this.findings = new FindingsModel(_server, changed);
    this.letters = new Letters(typed);
    this.letters.changed.connect(this._emit, this);
    this._dispatch = new FeedDispatch(_feed, {
      team: this.team,
      entries: this.entries,
      asking: this.asking,
      turns: this.turns,
      meeting: this.meeting,
      jobs: this.jobs,
      replicas: this._replicas,
      facts: this._facts,
      inbox: this._inbox,
      review: this._queue,
      cost: this.cost,
      freshness: this.freshness,
      findings: this.findings,
      suggestions: this.suggestions,
      work: this.work,
      changed
    });
    this.onFacts('e_', () => this.findings.soon());
    this.onFacts('g_', () => this.suggestions.soon());
    ['fo_', 'ls_', 'ov_'].forEach(of => this.onFacts(of, () => this.work.soon()));
    this.onFacts('m_', () => this._inbox.soon());
    this.onFacts('m_', () => this.findings.soon());
    this.onFacts('h_', () => this.turns.threadsSoon());
    this.onFacts('t_', () => this.turns.ratings.soon());
    this.onFacts('ed_', () => this.edits.soon());
    this.onFacts('ho_', () => void this.since.load());
  }

  readonly team: TeamModel;
  readonly entries: EntriesModel;
  readonly asking: AskingModel;
  readonly turns: TurnsModel;
  readonly edits: EditsModel;
  readonly since: Since;
  readonly custody: Custody;
  readonly exchange: ExchangeActions;
  readonly meeting: MeetingModel;
  readonly jobs: JobsModel;
  readonly letters: Letters;
  readonly cost: Fetched<CostAnswer>;
  readonly freshness: FreshnessModel;
  readonly findings: FindingsModel;
  readonly search: SearchModel;
  readonly suggestions: SuggestionsModel;
  readonly work: WorkModel;
  readonly summing: SummaryRequests;
  readonly onTry: IContextModel['onTry'];
  readonly summaries: Fetched<readonly Made[]>;

  get stateChanged(): ISignal<unknown, void> {
    return this._stateChanged;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  get connection(): Connection {
    return this._feed.connection;
  }

  get user(): Member | null {
    return this.team.user;
  }

  get access(): Access {
    return this.team.access;
  }

  get disputes(): readonly Dispute[] {
    return this._dispatch.disputes;
  }

  get review(): Loadable<readonly ReviewItem[]> {
    return this._review.value;
  }

  get inbox(): Loadable<Inbox> {
    return this._inbox.value;
  }

  get announcement(): string {
    return this._dispatch.announcement;
  }

  start(): void {
    this._feed.start();
    this._load();
  }

  dispose(): void {
    if (this._disposed) {
      return;
    }
    this._disposed = true;
    const owned = [
      this._dispatch,
      this._review,
      this._inbox,
      this.cost,
      this.freshness,
      this.findings,
      this.suggestions,
      this.work,
      this.summaries,
      this._feed,
      this._replicas,
      this.typed
    ];
    [
      ...owned,
      this.team,
      this.entries,
      this.turns,
      this.edits,
      this.letters,
      this.meeting,
      this.search
    ].forEach(one => one.dispose());
    Signal.clearData(this);
  }

  person(username: string): Person {
    return this.team.person(username);
  }

  onFacts(prefix: string, callback: FactCallback): IDisposable {
    return this._facts.listen(prefix, callback);
  }

  message(id: string): Promise<Message> {
    return fetchMessage(this._server, id, this.user?.username ?? '');
  }

  sprint(goal: string | null): Promise<Sprint | null> {
    return fetchSprint(this._server, goal);
  }

  async page(of: 'sprint' | 'handoff'): Promise<void> {
    const fetch = of === 'sprint' ? fetchSprintPage : fetchHandoffPage;
    download(await fetch(this._server), `${of}.html`, 'text/html');
  }

  refresh(): void {
    this._feed.reconnect();
    this._load();
  }

  async run(command: Command): Promise<string | null> {
    const thing = await this.entries.command(command);
    await this._review.now();
    this._queue.soon();
    return thing;
  }

  async say(command: Command): Promise<string | null> {
    const thing = await this.entries.command(command);
    // At once, so that it is seen where it was said; the feed tells everybody else.
    await (thing?.startsWith('h_') === true
      ? this.turns.threadsNow()
      : this._inbox.now());
    return thing;
  }

  async goOn(message: string): Promise<Turn> {
    const turn = await goOn(this._server, message);
    this.turns.put(turn);
    return turn;
  }

  private _load(): void {
    this.team.load();
    this.turns.load();
    void this.since.load();
    this._queue.soon();
    this.suggestions.soon();
    this.work.soon();
    this._inbox.soon();
    this.cost.soon();
    this.freshness.soon();
    this.findings.soon();
    if (this._feed.connection.tag !== 'online') {
      this.entries.load();
    }
  }

  private _own(): Replica | undefined {
    return this._replicas.get(`member:${this.user?.username ?? ''}`);
  }

  /** The entries that the feed has brought; null until it has. */
  private _held(side: Side): readonly Entry[] | null {
    if (side === 'team') {
      return this._replicas.shared();
    }
    const replica = this._own();
    return replica?.synced === true ? replica.entries() : null;
  }

  /** Somebody else at this browser must not find what the last one had. */
  private _forget(): void {
    this.entries.forget();
    this.asking.close();
    this.turns.forget();
    this.since.forget();
    this.letters.clear();
    this.search.clear();
    this._inbox.forget();
    this._inbox.soon();
    this.cost.forget();
    this.cost.soon();
    this.freshness.forget();
    this.freshness.soon();
    this.findings.forget();
    this.findings.soon();
    this.suggestions.forget();
    this.suggestions.soon();
    this.work.forget();
    this.work.soon();
  }

  private _emit(): void {
    this._stateChanged.emit();
  }

  private readonly _dispatch: FeedDispatch;
  private readonly _facts = new Facts();
  private readonly _replicas = new Replicas();
  private readonly _review: Fetched<readonly ReviewItem[]>;
  /** The queue, and what is known of the summaries in it. */
  private readonly _queue = {
    soon: (): void => {
      this._review.soon();
      this.summaries.soon();
    }
  };
  private readonly _inbox: Fetched<Inbox>;
  private _disposed = false;
  private readonly _stateChanged = new Signal<this, void>(this);
}

/** Nobody writes to somebody without a name. */
async function inboxOf(server: Server, user: Member | null): Promise<Inbox> {
  return user?.anonymous === true
    ? { items: [], members: [], areas: [] }
    : fetchInbox(server);
}
