/** Shows a member where the presenter is whom they follow, until they leave or it ends. */

import { Signal } from '@lumino/signaling';
import type { Person } from '../../api/wire/member';
import type { Stage } from '../../ui/stage';
import { warn } from '../../ui/warning';
import { FollowSign } from './followsign';
import type { MeetingModel } from './model';
import type { Presentation } from './requests';

/** Milliseconds for which it stands why a presenter can't be followed. */
const STANDS = 8_000;

export class Follower {
  constructor(
    private readonly _meeting: MeetingModel,
    private readonly _stage: Stage,
    private readonly _person: (username: string) => Person
  ) {
    _meeting.moved.connect(this._onMoved, this);
  }

  dispose(): void {
    Signal.clearData(this);
    this._unsign();
  }

  private _onMoved(_: unknown, place: Presentation | null): void {
    this._wanted = place;
    if (place === null) {
      this._unsign();
      this._stage.clear();
    } else if (!this._going) {
      void this._go();
    }
  }

  /** Go where the presenter is, and on to where they went meanwhile. */
  private async _go(): Promise<void> {
    this._going = true;
    try {
      for (let to = this._wanted; to !== null; to = this._next(to)) {
        this._sign(await this._stage.show(to), to.by);
      }
    } catch (error) {
      warn(error, STANDS);
      this._meeting.leave();
    } finally {
      this._going = false;
    }
  }

  private _next(shown: Presentation): Presentation | null {
    return this._wanted === shown ? null : this._wanted;
  }

  private _sign(node: HTMLElement, by: string): void {
    if (this._wanted === null) {
      this._stage.clear(); // they left while it opened
    } else if (this._signed?.node !== node) {
      this._unsign();
      const { display_name: name } = this._person(by);
      this._signed = new FollowSign(node, name, () => this._meeting.leave());
    }
  }

  private _unsign(): void {
    this._signed?.dispose();
    this._signed = null;
  }

  private _wanted: Presentation | null = null;
  private _going = false;
  private _signed: FollowSign | null = null;
}
