/** One skill as the server has it now, and what a member says of it. */

import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../../api/problem';
import { Problem } from '../../api/problem';
import type { Server } from '../../api/server';
import { Fetched } from '../../feed/fetched';
import type { Session } from '../../feed/session';
import type { Skill } from './words';

export class SkillModel implements IDisposable {
  constructor(
    server: Server,
    private readonly _session: Session,
    readonly name: string,
    private readonly _changed: () => void
  ) {
    this._skill = new Fetched(
      async () => (await server.get('/skills/{name}', { ids: { name } })).skill,
      _changed
    );
    void this._skill.now();
  }

  get skill(): Loadable<Skill> {
    return this._skill.value;
  }

  get isDisposed(): boolean {
    return this._skill.isDisposed;
  }

  /** Why the last word of this member was not taken. */
  get problem(): Problem | null {
    return this._problem;
  }

  get busy(): boolean {
    return this._busy;
  }

  /** Look again in a moment: somebody may have agreed meanwhile. */
  soon(): void {
    this._skill.soon();
  }

  /** Agree to the skill as it was shown; whether that was taken. */
  async agree(digest: string): Promise<boolean> {
    this._busy = true;
    this._problem = null;
    this._changed();
    try {
      const name = `skill:${this.name}`;
      await this._session.run({ command: 'set', name, value: digest });
      await this._skill.now();
    } catch (error) {
      this._problem = Problem.of(error);
    }
    this._busy = false;
    this._changed();
    return this._problem === null && this._holds(digest);
  }

  /** Whether just these files are agreed to now; others may have come meanwhile. */
  private _holds(digest: string): boolean {
    const now = this.skill;
    return (
      now.tag === 'ready' && now.value.digest === digest && now.value.agreed !== null
    );
  }

  dispose(): void {
    this._skill.dispose();
  }

  private readonly _skill: Fetched<Skill>;
  private _busy = false;
  private _problem: Problem | null = null;
}
