/**
 * One sprint, live: fetched when something was said of it. A move is drawn at once, over what the
 * server said last, and is gone again where the server does not take it. Refuses to draw.
 */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Loadable } from '../../api/problem';
import { attempt, mayPass, PENDING, Problem, ready } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { trans } from '../../core/trans';
import { Refresh } from '../../feed/refresh';
import type { Session } from '../../feed/session';
import type { Fields, Move } from './sprint';
import { titleOf, withMove } from './sprint';
import type { Undo } from './undo';
import { undoAdd, undoEdit, undoMove } from './undo';
import type { Sprint, Task } from './wire';

/** How the ids of sprints begin, and of rounds of planning poker. */
const ABOUT = ['s_', 'p_'];
/** Changes of this member’s that can be taken back. */
const UNDONE_AT_MOST = 50;

export class SprintModel implements IDisposable {
  constructor(
    private readonly _session: Session,
    private readonly _load: () => Promise<Sprint | null>
  ) {
    this._refresh = new Refresh(() => this._fetch());
    const told = (): void => {
      if (this._moves.length === 0) {
        this._refresh.soon(); // the end of a move fetches anyway
      }
    };
    this._facts = ABOUT.map(prefix => this._session.onFacts(prefix, told));
    this.refresh();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._refresh.isDisposed;
  }

  /** Null where there is no such sprint. */
  get sprint(): Loadable<Sprint | null> {
    return this._last.tag === 'ready' && this._last.value !== null
      ? ready(this._moves.reduce(withMove, this._last.value))
      : this._last;
  }

  /** Why the last command was refused. */
  get problem(): Problem | null {
    return this._problem;
  }

  /** The last thing worth saying aloud. */
  get said(): string {
    return this._said;
  }

  refresh(): void {
    void this._refresh.now();
  }

  /** Move a card: drawn here at once, and told once the server has it; else it is back. */
  async move(move: Move): Promise<void> {
    const before = this._shown;
    const task = before?.tasks.find(({ id }) => id === move.task);
    if (before === null || task === undefined) {
      return;
    }
    this._moves = [...this._moves, move];
    this._said = '';
    this._changed.emit();
    const taken = await this._sends({
      command: 'sprint_move',
      sprint: before.id,
      ...move,
      seen: [...task.placed]
    });
    this._moves = this._moves.filter(one => one !== move);
    this._ended += 1;
    if (taken) {
      this._remember(undoMove(before, move));
    }
    if (taken && this._last.tag === 'ready' && this._last.value !== null) {
      this._last = ready(withMove(this._last.value, move));
    }
    this._said = taken
      ? trans.__('%1 moved to %2', task.key, titleOf(before, move.column))
      : this._unmoved(task);
    this._changed.emit();
    this.refresh();
  }

  /** Change fields of a card, as it was `seen`. True if it was taken. */
  async edit(task: Task, fields: Fields, seen: readonly string[]): Promise<boolean> {
    const before = this._shown;
    const taken = await this._about(sprint => ({
      command: 'sprint_edit',
      sprint,
      task: task.id,
      fields: { ...fields },
      seen: [...seen]
    }));
    if (taken && before !== null) {
      this._remember(undoEdit(before, task.id, fields));
      this._say(trans.__('%1 is saved', task.key));
      this.refresh();
    }
    return taken;
  }

  /** What `undo` would take back; null where there is nothing. */
  get undoable(): Undo | null {
    return this._undos.at(-1) ?? null;
  }

  /** Take back what this member changed last, unless somebody changed it since. */
  async undo(): Promise<void> {
    const sprint = this._shown;
    const undo = this._undos.at(-1);
    const task = sprint === null ? undefined : undo?.find(sprint);
    if (undo === undefined || sprint === null || task === undefined) {
      return;
    }
    this._undos = this._undos.slice(0, -1);
    if (!undo.holds(task)) {
      this._say(
        trans.__('Not undone: %1 was changed by somebody else since.', task.key)
      );
    } else if (await this._sends(undo.command(sprint, task))) {
      this._say(trans.__('Undone: %1', undo.what));
      this.refresh();
    } else {
      this._remember(undo);
    }
    this._changed.emit();
  }

  /** Add a task at the end of a column. True if it was taken. */
  async add(title: string, column: string): Promise<boolean> {
    const before = this._shown;
    const taken = await this._about(sprint => ({
      command: 'sprint_add',
      sprint,
      title,
      column
    }));
    const by = this._session.user?.username;
    if (taken && before !== null && by !== undefined) {
      this._remember(undoAdd(before, title, column, by));
      this.refresh();
    }
    return taken;
  }

  /** Note what went well or badly: nobody else sees it yet. True if it was taken. */
  note(what: 'well' | 'badly', text: string): Promise<boolean> {
    return this._about(sprint => ({ command: 'sprint_note', sprint, what, text }));
  }

  reveal(): Promise<boolean> {
    return this._about(sprint => ({ command: 'sprint_reveal', sprint }));
  }

  /** Send a command; true if it was taken and `done`, else `problem` says why not. */
  async send(command: Command, done = ''): Promise<boolean> {
    const taken = await this._sends(command);
    this._say(taken ? done : '');
    return taken;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._refresh.dispose();
      this._facts.forEach(one => one.dispose());
      Signal.clearData(this);
    }
  }

  private _remember(undo: Undo | null): void {
    if (undo !== null) {
      this._undos = [...this._undos, undo].slice(-UNDONE_AT_MOST);
    }
  }

  private _say(said: string): void {
    this._said = said;
    this._changed.emit();
  }

  private async _about(command: (sprint: string) => Command): Promise<boolean> {
    const sprint = this._shown;
    return sprint === null ? false : this.send(command(sprint.id));
  }

  private async _sends(command: Command): Promise<boolean> {
    try {
      await this._session.run(command);
      this._problem = null;
    } catch (error) {
      this._problem = Problem.of(error);
    }
    return this._problem === null;
  }

  /** Where a card is that could not be moved. */
  private _unmoved(task: Task): string {
    const sprint = this._shown;
    const now = sprint?.tasks.find(({ id }) => id === task.id) ?? task;
    return sprint === null
      ? trans.__('%1 could not be moved', task.key)
      : trans.__(
          '%1 could not be moved: it is in %2 as before',
          task.key,
          titleOf(sprint, now.column)
        );
  }

  private async _fetch(): Promise<boolean> {
    const before = this._ended;
    const found = await attempt(this._load);
    if (this.isDisposed || this._moves.length > 0 || this._ended !== before) {
      return true; // it may not know of the move, whose end fetches again
    }
    if (found.tag === 'ready' || this._last.tag !== 'ready') {
      this._last = found;
      this._changed.emit();
    }
    return !mayPass(found);
  }

  private get _shown(): Sprint | null {
    return this.sprint.tag === 'ready' ? this.sprint.value : null;
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _refresh: Refresh;
  private readonly _facts: readonly IDisposable[];
  private _undos: readonly Undo[] = [];
  /** What the server said last, and the moves that it has not answered yet. */
  private _last: Loadable<Sprint | null> = PENDING;
  private _moves: readonly Move[] = [];
  private _ended = 0;
  private _problem: Problem | null = null;
  private _said = '';
}
