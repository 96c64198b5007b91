/**
 * Draws in a cell's output what a skill reads and may do, with the button that agrees to it. The output
 * names the skill; everything else is the server's.
 */

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import { asTextOrNull, isRecord } from '../../api/guards';
import { Problem } from '../../api/problem';
import type { Server } from '../../api/server';
import { SKILL_MIME_TYPE } from '../../core/mime';
import { trans } from '../../core/trans';
import type { Session } from '../../feed/session';
import type { Notebooks } from '../../ui/notebooks';
import { Boundary, Loaded, ProblemNote, ReachedProvider } from '../../ui/states';
import { SkillCard } from './card';
import { SkillModel } from './model';
import type { Skill } from './words';

/** Milliseconds after something changed here in which a skill is looked at again. */
const LOOK_AGAIN = 1_000;

export class SkillRenderer extends ReactWidget implements IRenderMime.IRenderer {
  constructor(
    private readonly _server: Server,
    private readonly _session: Session,
    private readonly _notebooks: Notebooks
  ) {
    super();
    this.addClass('cg-output');
    _session.stateChanged.connect(this._onState, this);
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const bundle = model.data[SKILL_MIME_TYPE];
    const name = isRecord(bundle) ? asTextOrNull(bundle['skill']) : null;
    this._asks = isRecord(bundle) && bundle['ask'] === true;
    this._model?.dispose();
    this._model =
      name === null
        ? null
        : new SkillModel(this._server, this._session, name, () => this.update());
    this.update();
    return this.renderPromise ?? Promise.resolve();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearTimeout(this._timer);
    this._model?.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected override render(): JSX.Element {
    const model = this._model;
    if (model === null) {
      return (
        <ProblemNote problem={new Problem(trans.__('This output names no skill.'))} />
      );
    }
    return (
      <ReachedProvider value={this._session.connection.tag === 'online'}>
        <Boundary>
          <Loaded
            of={model.skill}
            what={trans.__('the skill')}
            retry={() => model.soon()}
          >
            {skill => this._draw(model, skill)}
          </Loaded>
        </Boundary>
      </ReachedProvider>
    );
  }

  private _draw(model: SkillModel, skill: Skill): JSX.Element {
    const { access } = this._session;
    const runs = this._asks && access.contribute && this._notebooks.holds(this.node);
    const run = (): void => void this._notebooks.run(this.node);
    return (
      <SkillCard
        skill={skill}
        asks={this._asks}
        busy={model.busy}
        problem={model.problem}
        contribute={access.contribute}
        nameOf={username => this._session.person(username).display_name}
        onRun={runs ? run : null}
        onAgree={() =>
          void model.agree(skill.digest).then(taken => {
            if (taken && runs) {
              run();
            }
          })
        }
      />
    );
  }

  /** Somebody else may have agreed; what is agreed to is not looked for again. */
  private _onState(): void {
    const known = this._model?.skill;
    const agreed = known?.tag === 'ready' && known.value.agreed !== null;
    if (!agreed && this._timer === 0 && !this.isDisposed) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        this._model?.soon();
      }, LOOK_AGAIN);
    }
    this.update();
  }

  private _model: SkillModel | null = null;
  private _asks = false;
  private _timer = 0;
}
