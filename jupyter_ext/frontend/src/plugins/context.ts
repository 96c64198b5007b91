/**
 * The model: puts the feed, the replicas and the HTTP routes together into what the interface shows.
 * Refuses to draw, and to touch notebooks.
 */

import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Api } from '../api/api';
import type { Loadable, Problem } from '../api/problem';
import { failed, PENDING, ready } from '../api/problem';
import type { Command } from '../api/wire/command';
import type { Dispute, Revision } from '../api/wire/entry';
import type { Frame, RoomName } from '../api/wire/frame';
import type { Member, Person } from '../api/wire/member';
import { initialsOf } from '../api/wire/member';
import type { Health, ServerStatus } from '../api/wire/status';
import type { Turn } from '../api/wire/turn';
import type { Access } from '../core/access';
import { accessOf } from '../core/access';
import type { Answer, TurnList } from '../core/answer';
import type { Entry } from '../core/entry';
import { mergeEntries } from '../core/entry';
import { hasEnded, newer, newestFirst } from '../core/turn';
import { NO_WISH, wishing } from '../core/wish';
import type { Consequences } from '../features/entries/consequences';
import { commandOf, Drafts } from '../features/entries/drafts';
import { Since } from '../features/handoff/since';
import { Letters } from '../features/messages/letters';
import type { Inbox } from '../features/messages/message';
import type { ReviewItem } from '../features/review/wire';
import type { Sprint } from '../features/sprint/sprint';
import type { People, Redaction, SuggestedAreas } from '../features/team/wire';
import type { AskState } from '../features/turns/ask';
import { LiveText } from '../features/turns/livetext';
import type { Thread } from '../features/turns/thread';
import type { Connection, Feed } from '../feed/feed';
import { Refresh } from '../feed/refresh';
import type { Replica } from '../feed/replica';
import { isShared, Replicas } from '../feed/replica';
import type { IContextModel } from './tokens';

/** Milliseconds between two redraws while an answer grows. */
const REDRAW = 130;
/** Milliseconds between two looks at a watched answer while the feed is down. */
const POLL = 3_000;
/** Milliseconds before a text that could not be fetched is tried again. */
const PATIENCE = 2_000;

const WELL: Health = { ok: true, message: null };
const TEAM = 'team';

type Side = 'team' | 'mine';

export class ContextModel implements IContextModel {
  constructor(
    private readonly _api: Api,
    private readonly _feed: Feed
  ) {
    this._feed.connectionChanged.connect(this._onConnection, this);
    this._feed.frame.connect(this._onFrame, this);
    this._feed.update.connect(this._onUpdate, this);
    this.drafts.changed.connect(this._emit, this);
    this.letters.changed.connect(this._emit, this);
    this.since = new Since(this._api, () => this._emit());
    this.onFacts('m_', () => this._inboxing.soon());
    this.onFacts('h_', () => this._threading.soon());
    this.onFacts('ho_', () => void this.since.load());
  }

  readonly drafts = new Drafts();
  readonly letters = new Letters();
  readonly since: Since;

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  get turnChanged(): ISignal<this, string> {
    return this._turnChanged;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  get connection(): Connection {
    return this._feed.connection;
  }

  get status(): Loadable<ServerStatus> {
    return this._status;
  }

  get user(): Member | null {
    return this._user;
  }

  get access(): Access {
    return accessOf(this._user);
  }

  get store(): Health {
    return this._store;
  }

  get present(): readonly Member[] {
    return this._present;
  }

  get team(): Loadable<readonly Entry[]> {
    return this._entries('team');
  }

  get mine(): Loadable<readonly Entry[]> {
    return this._entries('mine');
  }

  get disputes(): readonly Dispute[] {
    return this._disputes;
  }

  get review(): Loadable<readonly ReviewItem[]> {
    return this._review;
  }

  get people(): Loadable<People> {
    return this._people;
  }

  get inbox(): Loadable<Inbox> {
    return this._inbox;
  }

  get threads(): Loadable<readonly Thread[]> {
    return this._threads;
  }

  get turns(): Loadable<TurnList> {
    if (this._turnsProblem !== null && this._turns.size === 0) {
      return failed(this._turnsProblem);
    }
    if (!this._turnsLoaded && this._turns.size === 0) {
      return PENDING;
    }
    this._ordered ??= newestFirst(this._turns.values());
    return ready({
      turns: this._ordered,
      more: this._more,
      loadingMore: this._loadingMore,
      problem: this._turnsProblem
    });
  }

  get asking(): AskState {
    return this._asking;
  }

  get announcement(): string {
    return this._announcement;
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
    window.clearTimeout(this._redraw);
    window.clearInterval(this._poll);
    this._reviewing.dispose();
    this._peopling.dispose();
    this._inboxing.dispose();
    this._threading.dispose();
    this._feed.dispose();
    this._replicas.dispose();
    this.drafts.dispose();
    this.letters.dispose();
    Signal.clearData(this);
  }

  person(username: string): Person {
    return (
      this._replicas.get(TEAM)?.people().get(username) ??
      this._members.get(username) ?? {
        username,
        display_name: username || 'Somebody',
        initials: initialsOf(username || '?'),
        color: null
      }
    );
  }

  turn(id: string): Turn | null {
    return this._turns.get(id) ?? null;
  }

  answer(id: string): Answer {
    const turn = this._turns.get(id);
    if (turn !== undefined && turn.text !== null && hasEnded(turn)) {
      return { tag: 'ready', text: turn.text, live: false };
    }
    const live = this._live.get(id);
    if (live !== undefined && (live.seq > 0 || live.text !== '')) {
      return { tag: 'ready', text: live.text, live: true };
    }
    const problem = this._answerProblems.get(id);
    return problem === undefined ? PENDING : { tag: 'error', problem };
  }

  isDemo(turn: Turn): boolean {
    return (
      turn.model_label.startsWith('demo model') ||
      (this._status.tag === 'ready' &&
        this._status.value.model.demo &&
        this._status.value.model.name === turn.model)
    );
  }

  watch(id: string): IDisposable {
    this._watched.set(id, (this._watched.get(id) ?? 0) + 1);
    if (this.answer(id).tag !== 'ready' || this._turns.get(id) === undefined) {
      void this._fetchAnswer(id);
    }
    return new DisposableDelegate(() => {
      const left = (this._watched.get(id) ?? 1) - 1;
      if (left > 0) {
        this._watched.set(id, left);
      } else {
        this._watched.delete(id);
      }
    });
  }

  onFacts(prefix: string, callback: (about: readonly string[]) => void): IDisposable {
    const listener = { prefix, callback };
    this._factListeners.add(listener);
    return new DisposableDelegate(() => {
      this._factListeners.delete(listener);
    });
  }

  sprint(goal: string | null): Promise<Sprint | null> {
    return this._api.sprint(goal);
  }

  refresh(): void {
    this._feed.reconnect();
    this._load();
  }

  async loadOlder(): Promise<void> {
    const oldest = newestFirst(this._turns.values()).at(-1);
    if (this._loadingMore || oldest === undefined) {
      return;
    }
    this._loadingMore = true;
    this._emit();
    try {
      const page = await this._api.turns(oldest.id);
      page.turns.forEach(turn => this._put(turn));
      this._more = page.more;
      this._turnsProblem = null;
    } catch (error) {
      this._turnsProblem = failed(error).problem;
    }
    this._loadingMore = false;
    this._emit();
  }

  async send(key: string): Promise<boolean> {
    const draft = this.drafts.byKey(key);
    if (draft === null || draft.sending) {
      return false;
    }
    this.drafts.mark(key, { sending: true, problem: null });
    try {
      await this._command(commandOf(draft));
    } catch (error) {
      this.drafts.mark(key, { sending: false, problem: failed(error).problem });
      return false;
    }
    this.drafts.discard(key);
    return true;
  }

  async retire(entry: string, heads: readonly string[]): Promise<void> {
    await this._command({ command: 'retire', entry, heads: [...heads] });
  }

  async accept(entry: string, head: string): Promise<void> {
    await this._command({ command: 'accept', entry, heads: [head] });
  }

  async run(command: Command): Promise<void> {
    await this._command(command);
    await this._reviewing.now();
  }

  async say(command: Command): Promise<string | null> {
    const thing = await this._command(command);
    // At once, so that it is seen where it was said; the feed tells everybody else.
    await (thing?.startsWith('h_') === true ? this._threading : this._inboxing).now();
    return thing;
  }

  async askInThread(thread: string, question: string): Promise<Turn> {
    const turn = await this._api.ask(question, 'shared', thread);
    this._put(turn);
    await this._threading.now();
    return turn;
  }

  async goOn(message: string): Promise<Turn> {
    const turn = await this._api.goOn(message);
    this._put(turn);
    this._emit();
    return turn;
  }

  async set(name: string, value: unknown): Promise<void> {
    await this._command({ command: 'set', name, value });
    await this._peopling.now();
  }

  async preview(command: Command): Promise<Consequences> {
    return this._api.preview(inTheOpen(command));
  }

  async history(entry: string): Promise<Revision[]> {
    return this._api.history(entry);
  }

  async suggestedAreas(): Promise<SuggestedAreas> {
    return this._api.suggestedAreas();
  }

  async redact(text: string, reason: string): Promise<Redaction> {
    return this._api.redact(text, reason);
  }

  async follow(area: string, follow: boolean): Promise<void> {
    const wish = this._own()?.wish() ?? NO_WISH;
    await this.set('follow', wishing(wish, area, follow));
  }

  writeQuestion(question: string): void {
    this._asking = { ...this._asking, question };
  }

  async askPrivately(): Promise<boolean> {
    const question = this._asking.question.trim();
    if (this._asking.sending || question === '') {
      return false;
    }
    this._asking = { ...this._asking, sending: true, problem: null };
    this._emit();
    try {
      const turn = await this._api.ask(question, 'private');
      this._put(turn);
      this._asking = { question: '', sending: false, problem: null };
    } catch (error) {
      this._asking = {
        ...this._asking,
        sending: false,
        problem: failed(error).problem
      };
    }
    this._emit();
    return this._asking.problem === null;
  }

  async stop(id: string): Promise<void> {
    this._put(await this._api.stop(id));
    this._emit();
  }

  // Loading

  private _load(): void {
    void this._loadStatus();
    void this._loadMembers();
    void this._loadTurns();
    void this.since.load();
    this._reviewing.soon();
    this._peopling.soon();
    this._inboxing.soon();
    this._threading.soon();
    if (this._feed.connection.tag !== 'online') {
      void this._loadEntries('team');
      void this._loadEntries('mine');
    }
  }

  private async _loadStatus(): Promise<void> {
    try {
      const status = await this._api.status();
      this._status = ready(status);
      this._setUser(status.user);
      this._store = status.store;
    } catch (error) {
      if (this._status.tag !== 'ready') {
        this._status = failed(error);
      }
    }
    this._emit();
  }

  private async _loadMembers(): Promise<void> {
    try {
      const members = await this._api.members();
      members.forEach(member => this._members.set(member.username, member));
      this._emit();
    } catch {
      // Names are a courtesy: without them people are shown by their user name.
    }
  }

  private async _loadTurns(): Promise<void> {
    try {
      const page = await this._api.turns();
      const first = !this._turnsLoaded;
      page.turns.forEach(turn => this._put(turn));
      this._more = first ? page.more : this._more;
      this._turnsLoaded = true;
      this._turnsProblem = null;
    } catch (error) {
      this._turnsProblem = failed(error).problem;
    }
    this._emit();
  }

  private async _loadReview(): Promise<void> {
    try {
      this._review = ready(await this._api.review());
    } catch (error) {
      if (this._review.tag !== 'ready') {
        this._review = failed(error);
      }
    }
    this._emit();
  }

  private async _loadInbox(): Promise<void> {
    if (this._user?.anonymous === true) {
      this._inbox = ready({ items: [], members: [], areas: [] });
    } else {
      try {
        this._inbox = ready(await this._api.inbox());
      } catch (error) {
        if (this._inbox.tag !== 'ready') {
          this._inbox = failed(error);
        }
      }
    }
    this._emit();
  }

  private async _loadThreads(): Promise<void> {
    try {
      this._threads = ready(await this._api.threads());
    } catch (error) {
      if (this._threads.tag !== 'ready') {
        this._threads = failed(error);
      }
    }
    this._emit();
  }

  private async _loadPeople(): Promise<void> {
    try {
      this._people = ready(await this._api.people());
    } catch (error) {
      if (this._people.tag !== 'ready') {
        this._people = failed(error);
      }
    }
    this._emit();
  }

  /** The entries by HTTP, for as long as the feed has not brought them. */
  private async _loadEntries(side: Side): Promise<void> {
    try {
      this._fetched[side] = ready(await this._api.entries(side));
    } catch (error) {
      if (this._fetched[side].tag !== 'ready') {
        this._fetched[side] = failed(error);
      }
    }
    this._emit();
  }

  private _entries(side: Side): Loadable<readonly Entry[]> {
    const held = this._held(side);
    if (held !== null) {
      return ready(mergeEntries(held, this._sent[side]));
    }
    const fetched = this._fetched[side];
    return fetched.tag === 'ready'
      ? ready(mergeEntries(fetched.value, this._sent[side]))
      : fetched;
  }

  private _own(): Replica | undefined {
    return this._replicas.get(`member:${this._user?.username ?? ''}`);
  }

  /** What the feed has brought; null until it has. */
  private _held(side: Side): readonly Entry[] | null {
    if (side === 'team') {
      return this._replicas.shared();
    }
    const replica = this._own();
    return replica?.synced === true ? replica.entries() : null;
  }

  /** Send a command and show its result at once, before the feed brings it. */
  private async _command(command: Command): Promise<string | null> {
    const { entry, thing } = await this._api.command(command);
    if (entry === null) {
      return thing;
    }
    const side: Side = entry.kind === 'note' ? 'mine' : 'team';
    this._sent[side] = mergeEntries(this._sent[side], [entry]);
    this._emit();
    return thing;
  }

  /** Forget results of commands that the replica holds by now. */
  private _settle(side: Side): void {
    const entries = this._held(side);
    if (entries === null || this._sent[side].length === 0) {
      return;
    }
    const held = new Set(entries.flatMap(e => e.revisions.map(r => r.id)));
    this._sent[side] = this._sent[side].filter(
      entry => !entry.revisions.every(revision => held.has(revision.id))
    );
  }

  /** Somebody else at this browser must not find what the last one had. */
  private _setUser(user: Member): void {
    if (this._user !== null && this._user.username !== user.username) {
      this._sent.mine = [];
      this._fetched.mine = PENDING;
      this.since.forget();
      this._turns.clear();
      this._live.clear();
      this._answerProblems.clear();
      this._ordered = null;
      this._turnsLoaded = false;
      this._asking = { question: '', sending: false, problem: null };
      this._inbox = PENDING;
      this.letters.clear();
      this._inboxing.soon();
    }
    this._user = user;
  }

  // The feed

  private _onConnection(_: Feed, connection: Connection): void {
    window.clearInterval(this._poll);
    if (connection.tag !== 'online') {
      this._poll = window.setInterval(() => this._pollWatched(), POLL);
    }
    this._emit();
  }

  private _onFrame(_: Feed, frame: Frame): void {
    switch (frame.type) {
      case 'hello':
        this._onHello(frame);
        break;
      case 'presence':
        this._present = [...new Map(frame.members.map(m => [m.username, m])).values()];
        this._present.forEach(member => this._members.set(member.username, member));
        this._peopling.soon();
        this._inboxing.soon(); // it says whom one can address
        break;
      case 'turn':
        this._onTurn(frame.turn);
        break;
      case 'delta':
        this._onDelta(frame.turn, frame.seq, frame.text);
        return;
      case 'health':
        this._store = frame.store;
        break;
      case 'you':
        this._setUser(frame.user);
        this._match(frame.rooms);
        this._inboxing.soon();
        this._reviewing.soon();
        this._peopling.soon();
        break;
      case 'facts':
        this._tellFacts(frame.about);
        return;
      case 'disputes':
        this._disputes = frame.items;
        this._reviewing.soon();
        break;
    }
    this._emit();
  }

  private _onHello(frame: Extract<Frame, { type: 'hello' }>): void {
    this._setUser(frame.user);
    this._members.set(frame.user.username, frame.user);
    this._match(frame.rooms);
    const active = new Set(frame.active.map(turn => turn.id));
    for (const turn of frame.active) {
      this._onTurn(turn);
      // What was written before we came, or while we were away, no delta will bring.
      void this._fetchAnswer(turn.id);
    }
    const open = [...this._turns.values()].filter(turn => !hasEnded(turn));
    const unsure = new Set([...open.map(turn => turn.id), ...this._watched.keys()]);
    for (const id of unsure) {
      const turn = this._turns.get(id);
      if (!active.has(id) && (turn === undefined || !hasEnded(turn))) {
        void this._fetchAnswer(id);
      }
    }
    if (this._greeted) {
      this._tellFacts(null);
      void this._loadStatus();
      void this._loadTurns();
    }
    this._greeted = true;
  }

  /** `null`: we were away, so something may have been said of anything. */
  private _tellFacts(about: readonly string[] | null): void {
    for (const { prefix, callback } of this._factListeners) {
      const found = about?.filter(id => id.startsWith(prefix)) ?? [];
      if (about === null || found.length > 0) {
        callback(found);
      }
    }
  }

  private _match(rooms: readonly RoomName[]): void {
    this._replicas.match(rooms).forEach(message => this._feed.send(message));
  }

  private _onUpdate(_: Feed, frame: Uint8Array): void {
    try {
      const room = this._replicas.receive(frame);
      if (room !== null) {
        this._settle(isShared(room) ? 'team' : 'mine');
        if (isShared(room)) {
          this._reviewing.soon();
        }
        this._emit();
      }
    } catch {
      console.warn(
        'Common Ground: an update could not be read; fetching the document again.'
      );
      this._feed.restart();
    }
  }

  private _onTurn(turn: Turn): void {
    const before = this._turns.get(turn.id);
    this._put(turn);
    if (!hasEnded(turn)) {
      if (!this._live.has(turn.id)) {
        this._live.set(turn.id, new LiveText());
      }
      return;
    }
    if (before !== undefined && !hasEnded(before)) {
      this._announce(turn);
    }
    if (this._watched.has(turn.id)) {
      void this._fetchAnswer(turn.id);
    } else {
      this._live.delete(turn.id);
    }
  }

  private _onDelta(id: string, seq: number, text: string): void {
    const turn = this._turns.get(id);
    if (turn !== undefined && hasEnded(turn)) {
      return;
    }
    const live = this._live.get(id) ?? new LiveText();
    this._live.set(id, live);
    if (live.apply(seq, text) === 'gap') {
      void this._fetchAnswer(id);
    }
    this._turnChanged.emit(id);
    if (this._redraw === 0) {
      this._redraw = window.setTimeout(() => {
        this._redraw = 0;
        this._emit();
      }, REDRAW);
    }
  }

  private _announce(turn: Turn): void {
    const own = turn.asker === this._user?.username;
    const whose = own
      ? 'your question'
      : `${this.person(turn.asker).display_name}’s question`;
    this._announcement =
      turn.status === 'complete'
        ? `The answer to ${whose} is complete.`
        : `The answer to ${whose} ended early.`;
  }

  // Answers

  private _put(turn: Turn): void {
    this._turns.set(turn.id, newer(this._turns.get(turn.id), turn));
    this._ordered = null;
    this._turnChanged.emit(turn.id);
  }

  private async _fetchAnswer(id: string): Promise<void> {
    if (this._fetching.has(id)) {
      this._again.add(id);
      return;
    }
    this._fetching.add(id);
    try {
      const { turn, seq } = await this._api.turn(id);
      this._answerProblems.delete(id);
      if (!hasEnded(turn)) {
        const live = this._live.get(id) ?? new LiveText();
        live.resume(turn.text ?? '', seq);
        this._live.set(id, live);
      }
      this._put(turn);
      if (hasEnded(turn)) {
        this._live.delete(id);
      }
    } catch (error) {
      this._answerProblems.set(id, failed(error).problem);
      this._turnChanged.emit(id);
      this._emit();
      await new Promise(resolve => window.setTimeout(resolve, PATIENCE));
    }
    this._fetching.delete(id);
    if (this._disposed) {
      return;
    }
    this._turnChanged.emit(id);
    this._emit();
    if (this._again.delete(id) && this._stale(id)) {
      void this._fetchAnswer(id);
    }
  }

  /** Whether a text that was asked for again during a fetch is still incomplete after it. */
  private _stale(id: string): boolean {
    const turn = this._turns.get(id);
    const live = this._live.get(id);
    return (
      (turn !== undefined && hasEnded(turn) && turn.text === null) ||
      live?.waiting === true
    );
  }

  private _pollWatched(): void {
    for (const id of this._watched.keys()) {
      const turn = this._turns.get(id);
      if (turn === undefined || !hasEnded(turn)) {
        void this._fetchAnswer(id);
      }
    }
  }

  private _emit(): void {
    this._stateChanged.emit();
  }

  private _status: Loadable<ServerStatus> = PENDING;
  private _user: Member | null = null;
  private _store: Health = WELL;
  private _present: Member[] = [];
  private readonly _factListeners = new Set<{
    readonly prefix: string;
    readonly callback: (about: readonly string[]) => void;
  }>();
  private _disputes: readonly Dispute[] = [];
  private _review: Loadable<readonly ReviewItem[]> = PENDING;
  private _people: Loadable<People> = PENDING;
  private _inbox: Loadable<Inbox> = PENDING;
  private _threads: Loadable<readonly Thread[]> = PENDING;
  private readonly _inboxing = new Refresh(() => this._loadInbox());
  private readonly _threading = new Refresh(() => this._loadThreads());
  private readonly _peopling = new Refresh(() => this._loadPeople());
  private readonly _reviewing = new Refresh(() => this._loadReview());
  private _asking: AskState = { question: '', sending: false, problem: null };
  private _announcement = '';
  private _greeted = false;
  private _disposed = false;

  private readonly _replicas = new Replicas();
  private readonly _fetched: Record<Side, Loadable<readonly Entry[]>> = {
    team: PENDING,
    mine: PENDING
  };
  private readonly _sent: Record<Side, readonly Entry[]> = { team: [], mine: [] };
  private readonly _members = new Map<string, Person>();

  private readonly _turns = new Map<string, Turn>();
  private _ordered: Turn[] | null = null;
  private _turnsLoaded = false;
  private _turnsProblem: Problem | null = null;
  private _more = false;
  private _loadingMore = false;

  private readonly _live = new Map<string, LiveText>();
  private readonly _watched = new Map<string, number>();
  private readonly _fetching = new Set<string>();
  private readonly _again = new Set<string>();
  private readonly _answerProblems = new Map<string, Problem>();
  private _redraw = 0;
  private _poll = 0;

  private readonly _stateChanged = new Signal<this, void>(this);
  private readonly _turnChanged = new Signal<this, string>(this);
}

/** A command as it can be previewed: what is brought into a thread is shared with everyone. */
function inTheOpen(command: Command): Command {
  if (command.command !== 'bring') {
    return command;
  }
  const { note, heads, kind, area, title, body, subject, attribute, value, scope } =
    command;
  const keyed = Object.fromEntries(
    Object.entries({ subject, attribute, value, scope }).filter(
      ([, said]) => said !== undefined
    )
  );
  const text = { kind, area, title, body, ...keyed };
  return note === null
    ? { command: 'add', ...text }
    : { command: 'share', note, heads, ...text };
}
