/** What one may wish of answers: another model, a second one beside it, a file of the conversation. */

import type { IDisposable } from '@lumino/disposable';
import type { Turn } from '../../api/wire/turn';
import type { OfferView, ToolView } from '../../api/wire/types';
import { Fetched } from '../../feed/fetched';
import { download } from '../../ui/download';
import type { OfferNames } from '../../ui/naming';
import type { KnownTurns } from './list';
import type { TurnRequests } from './requests';
import type { ExportForm } from './wire';

export class Wishes implements IDisposable {
  constructor(
    private readonly _requests: TurnRequests,
    private readonly _turns: KnownTurns,
    changed: () => void
  ) {
    this.tools = new Fetched(() => _requests.tools(), changed);
    this._models = new Fetched(() => _requests.models(), changed);
    this._skills = new Fetched(() => _requests.skills(), changed);
  }

  /** The tools of the model, and how far each may be allowed. */
  readonly tools: Fetched<readonly ToolView[]>;

  /** Fetch them anew. */
  readonly lookAtTools = (): void => this.tools.soon();

  get isDisposed(): boolean {
    return this._models.isDisposed;
  }

  /** The models that a question may name, the usual one first; fetched as soon as somebody looks. */
  get models(): readonly OfferView[] {
    if (!this._asked) {
      this._asked = true;
      this._models.soon();
    }
    return this._models.value.tag === 'ready' ? this._models.value.value : [];
  }

  /** The skills that a question may name; fetched anew whenever the field is come to. */
  get skills(): readonly string[] {
    return this._skills.value.tag === 'ready' ? this._skills.value.value : [];
  }

  /** Fetch them: a skill may have been agreed to meanwhile. */
  readonly lookAtSkills = (): void => this._skills.soon();

  /** What a name at the end of a text may become. */
  readonly names: OfferNames = text => this._requests.names(text);

  /** The answers of other models to that turn’s question, oldest first. */
  besideOf(id: string): readonly Turn[] {
    return this._turns.ordered.filter(turn => turn.beside === id).reverse();
  }

  /** Save a thread, or a question with those that it goes on from. Throws a Problem. */
  async export(of: 'threads' | 'turns', id: string, form: ExportForm): Promise<void> {
    const text = await this._requests.exported(of, id, form);
    const markdown = form === 'markdown';
    const type = markdown ? 'text/markdown' : 'application/x-ipynb+json';
    download(text, `${id}${markdown ? '.md' : '.ipynb'}`, type);
  }

  dispose(): void {
    this._models.dispose();
    this._skills.dispose();
    this.tools.dispose();
  }

  private readonly _models: Fetched<readonly OfferView[]>;
  private readonly _skills: Fetched<readonly string[]>;
  private _asked = false;
}
