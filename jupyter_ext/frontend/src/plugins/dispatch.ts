/** What the feed brings, handed to the models that it concerns. */

import { Signal } from '@lumino/signaling';
import type { Dispute } from '../api/wire/entry';
import type { Frame, RoomName } from '../api/wire/frame';
import type { Turn } from '../api/wire/turn';
import { disputesAfter } from '../core/contradiction';
import { trans } from '../core/trans';
import type { AskingModel } from '../features/contradictions/asking';
import type { EntriesModel } from '../features/entries/model';
import type { JobsModel } from '../features/jobs/model';
import type { MeetingModel } from '../features/meeting/model';
import type { TeamModel } from '../features/team/model';
import type { TurnsModel } from '../features/turns/model';
import type { Facts } from '../feed/facts';
import type { Connection, Feed } from '../feed/feed';
import type { Replicas } from '../feed/replica';
import { isShared } from '../feed/replica';

/** Milliseconds between two redraws while an answer grows. */
const REDRAW = 130;

/** Whom frames are handed to. */
export interface Receivers {
  readonly team: TeamModel;
  readonly entries: EntriesModel;
  readonly asking: AskingModel;
  readonly turns: TurnsModel;
  readonly meeting: MeetingModel;
  readonly jobs: JobsModel;
  readonly replicas: Replicas;
  readonly facts: Facts;
  readonly inbox: { soon(): void };
  readonly review: { soon(): void };
  readonly cost: { soon(): void };
  readonly freshness: { soon(): void };
  readonly findings: { soon(): void };
  readonly suggestions: { soon(): void };
  readonly work: { soon(): void };
  changed(): void;
}

export class FeedDispatch {
  constructor(
    private readonly _feed: Feed,
    private readonly _to: Receivers
  ) {
    _feed.connectionChanged.connect(this._onConnection, this);
    _feed.frame.connect(this._onFrame, this);
    _feed.update.connect(this._onUpdate, this);
    _feed.probe = () => _to.replicas.probe();
  }

  /** Entries that contradict each other, as the server said last. */
  get disputes(): readonly Dispute[] {
    return this._disputes;
  }

  /** The last thing worth saying aloud to a screen reader. */
  get announcement(): string {
    return this._announcement;
  }

  dispose(): void {
    window.clearTimeout(this._redraw);
    Signal.clearData(this);
  }

  private _onConnection(_: unknown, connection: Connection): void {
    this._to.turns.setOnline(connection.tag === 'online');
    this._missed ||= connection.tag === 'waiting' || connection.tag === 'refused';
    this._to.changed();
  }

  private _onFrame(_: unknown, frame: Frame): void {
    switch (frame.type) {
      case 'hello':
        this._onHello(frame);
        break;
      case 'presence':
        this._to.team.setPresent(frame.members);
        this._to.inbox.soon(); // it says whom one can address
        break;
      case 'turn':
        this._onTurn(frame.turn);
        break;
      case 'budget':
        this._to.cost.soon();
        break;
      case 'freshness':
        this._to.freshness.soon();
        this._to.findings.soon();
        this._to.review.soon(); // what speaks of code that is gone waits there
        return;
      case 'delta':
        this._to.turns.onDelta(frame.turn, frame.seq, frame.text);
        this._emitSoon();
        return;
      case 'thought':
        this._to.turns.calls.onThought(frame.turn, frame.at, frame.text);
        this._emitSoon();
        return;
      case 'call':
        this._onCall(frame);
        break;
      case 'presenting':
        this._to.meeting.onEvent(frame);
        break;
      case 'job':
        this._to.jobs.put(frame.job);
        return;
      case 'work':
        this._to.work.soon();
        return;
      case 'health':
        this._to.team.store = frame.store;
        break;
      case 'you':
        this._to.team.setUser(frame.user);
        this._match(frame.rooms);
        this._to.inbox.soon();
        this._to.review.soon();
        this._to.work.soon();
        this._to.suggestions.soon(); // the team's policy may be another
        this._to.team.soon();
        break;
      case 'facts':
        this._to.facts.tell(frame.about);
        return;
      case 'disputes':
        this._found(frame.items);
        break;
      case 'disputes_change':
        this._found(
          disputesAfter([...this._disputes, ...this._to.asking.hints], frame)
        );
        break;
    }
    this._to.changed();
  }

  private _onHello(frame: Extract<Frame, { type: 'hello' }>): void {
    this._to.team.setUser(frame.user);
    this._match(frame.rooms);
    frame.active.forEach(turn => this._onTurn(turn));
    this._to.turns.resume(frame.active);
    void this._to.meeting.load();
    void this._to.jobs.load();
    if (this._missed) {
      this._missed = false;
      this._to.facts.tell(null);
      this._to.review.soon();
      this._to.cost.soon();
      this._to.work.soon();
      this._to.freshness.soon();
      this._to.findings.soon();
      void this._to.team.loadStatus();
      void this._to.turns.loadNewest();
    }
  }

  private _onTurn(turn: Turn): void {
    if (turn.status !== 'streaming') {
      this._to.cost.soon();
    }
    if (this._to.turns.onTurn(turn)) {
      this._announcement = this._ending(turn);
    }
  }

  private _onCall({ turn: id, call }: Extract<Frame, { type: 'call' }>): void {
    this._to.turns.calls.onCall(id, call);
    const asker = this._to.turns.turn(id)?.asker;
    if (call.status === 'proposed' && asker === this._to.team.user?.username) {
      this._announcement = trans.__(
        'The AI proposes something that waits for your word.'
      );
    }
  }

  private _ending(turn: Turn): string {
    const complete = turn.status === 'complete';
    if (turn.asker === this._to.team.user?.username) {
      return complete
        ? trans.__('The answer to your question is complete.')
        : trans.__('The answer to your question ended early.');
    }
    const { display_name: name } = this._to.team.person(turn.asker);
    return complete
      ? trans.__('The answer to %1’s question is complete.', name)
      : trans.__('The answer to %1’s question ended early.', name);
  }

  private _match(rooms: readonly RoomName[]): void {
    this._to.replicas.match(rooms).forEach(message => this._feed.send(message));
  }

  private _onUpdate(_: unknown, frame: Uint8Array): void {
    try {
      const room = this._to.replicas.receive(frame);
      if (room !== null) {
        this._to.entries.settle(isShared(room) ? 'team' : 'mine');
        if (isShared(room)) {
          this._to.review.soon();
          this._to.findings.soon(); // something may rest on one, or no longer
        }
        this._to.changed();
      }
    } catch {
      console.warn(
        'Common Ground: an update could not be read; fetching the document again.'
      );
      this._feed.restart();
    }
  }

  private _found(all: readonly Dispute[]): void {
    this._disputes = all.filter(({ sure }) => sure);
    this._to.asking.hints = all.filter(({ sure }) => !sure);
    this._to.review.soon();
  }

  /** Several deltas become one redraw. */
  private _emitSoon(): void {
    if (this._redraw === 0) {
      this._redraw = window.setTimeout(() => {
        this._redraw = 0;
        this._to.changed();
      }, REDRAW);
    }
  }

  private _disputes: readonly Dispute[] = [];
  private _announcement = '';
  /** Whether there was a time without a connection, in which anything may have been said. */
  private _missed = false;
  private _redraw = 0;
}
