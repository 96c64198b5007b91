/** Tells this member, once, what needs them, as a notification of JupyterLab. Refuses to decide what does. */

import { Notification } from '@jupyterlab/apputils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { trans } from '../core/trans';
import { tellOnDesktop } from './desktop';
import { inOne, type Need, needsOf } from './needs';
import type { IContextPanel } from './paneltoken';
import type { IContextModel } from './tokens';

const TOLD = 'told';
/** Milliseconds of quiet in which several changes become one message. */
const REST = 800;
/** Milliseconds for which a message stands; it stays in JupyterLab's list afterwards. */
const STANDS = 8_000;
/** What is not shown over the page, and stands in JupyterLab's list all the same. */
const IN_THE_LIST = 0;

export class Notifier implements IDisposable {
  constructor(
    private readonly _model: IContextModel,
    private readonly _panel: Pick<IContextPanel, 'keptOf' | 'settings' | 'writing'>,
    private readonly _open: (tab: Need['tab']) => void
  ) {
    _model.stateChanged.connect(this._soon, this);
    _panel.settings.changed.connect(this._later, this);
    this._soon();
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    window.clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private _soon(): void {
    const { cost, disputes, review, inbox, user } = this._model;
    const { team } = this._model.entries;
    const { people } = this._model.team;
    const now = [team, disputes, review, people, inbox, cost.value, user].map(one =>
      one !== null && 'tag' in one && one.tag === 'ready' ? one.value : one
    );
    if (now.every((one, at) => one === this._seen[at])) {
      return;
    }
    this._seen = now;
    this._later();
  }

  private _later(): void {
    window.clearTimeout(this._timer);
    this._timer = window.setTimeout(() => this._tell(), REST);
  }

  private _tell(): void {
    const model = this._model;
    const { cost, user, review, inbox } = model;
    const { team } = model.entries;
    const { people } = model.team;
    if (user === null || user.anonymous || team.tag !== 'ready') {
      return;
    }
    const kept = this._panel.keptOf(user.username);
    const told = kept.texts(TOLD);
    const known = new Set(told);
    const { notifications } = this._panel.settings.choices;
    const fresh = needsOf({
      username: user.username,
      entries: team.value,
      disputes: model.disputes,
      review: review.tag === 'ready' ? review.value : [],
      inbox: inbox.tag === 'ready' ? inbox.value.items : [],
      cost: cost.value.tag === 'ready' ? cost.value.value : null,
      now: Date.now(),
      duty: people.tag === 'ready' ? people.value.duty : null,
      // Who is on duty is not known yet: whatever waits is told when it is.
      judge: model.access.judge && people.tag === 'ready',
      nameOf: username => model.person(username).display_name
    }).filter(({ kind, key }) => notifications.has(kind) && !known.has(key));
    const need = inOne(fresh);
    if (need !== null) {
      kept.keep(TOLD, [...told, ...fresh.map(one => one.key)]);
      this._show(need);
    }
  }

  /** On the desktop while nobody looks at the page, if this member wants that; else in JupyterLab. */
  private _show({ key, message, tab }: Need): void {
    const open = (): void => this._open(tab);
    const { desktop } = this._panel.settings.choices;
    const told = desktop && tellOnDesktop(message, key, open);
    // It would cover what is being written.
    const here = this._panel.writing ? IN_THE_LIST : STANDS;
    Notification.info(message, {
      autoClose: told ? false : here,
      actions: [{ label: trans.__('Show'), callback: open }]
    });
  }

  private _seen: readonly unknown[] = [];
  private _timer = 0;
  private _disposed = false;
}
