/** The plugin that draws answers, comparisons and boards in notebooks, live for everybody. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { ReactNode } from 'react';
import { createElement, Fragment } from 'react';
import { Server } from '../api/server';
import type { Entry } from '../core/entry';
import { BOARD_MIME_TYPE, MIME_TYPE, SKILL_MIME_TYPE } from '../core/mime';
import { ComparisonRenderer } from '../features/comparison/renderer';
import { COMPARISON_TYPE } from '../features/comparison/wire';
import { EditsSummary } from '../features/edits/summary';
import { Proposals } from '../features/messages/proposed';
import { SkillRenderer } from '../features/skills/renderer';
import { BoardRenderer } from '../features/sprint/renderer';
import { AnswerStrip } from '../features/suggestions/strip';
import { fetchBurndown } from '../features/sprint/requests';
import { TurnRenderer } from '../features/turns/renderer';
import { MarkdownFactory } from '../ui/markdown';
import { Notebooks } from '../ui/notebooks';
import { answerActions } from './answeractions';
import { IContextPanel } from './paneltoken';
import { CommandIDs, IContextModel, PLUGIN } from './tokens';

export const renderers: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:renderer`,
  description: 'Draws answers and comparisons in notebooks, live for everybody.',
  autoStart: true,
  requires: [IContextModel, IRenderMimeRegistry],
  optional: [IDocumentManager, INotebookTracker, IContextPanel],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    rendermime: IRenderMimeRegistry,
    documents: IDocumentManager | null,
    tracker: INotebookTracker | null,
    panel: IContextPanel | null
  ): void => {
    const markdown = new MarkdownFactory(rendermime);
    const notebooks = new Notebooks(tracker, documents);
    const server = new Server(app.serviceManager.serverSettings);
    const entryOf = (id: string): Entry | null => {
      const { team } = model.entries;
      const entries = team.tag === 'ready' ? team.value : [];
      return entries.find(entry => entry.id === id) ?? null;
    };
    const suggested = (turn: string, { actions }: IContextPanel): ReactNode =>
      createElement(AnswerStrip, {
        turn,
        of: id => model.suggestions.ofTurn(id),
        changed: model.stateChanged,
        actions: actions.suggestions
      });
    const messages = (text: string, turn: string | null): ReactNode =>
      panel !== null &&
      model.access.contribute &&
      createElement(Proposals, {
        text,
        turn,
        onWrite: letter => {
          panel.reveal();
          panel.actions.writeLetter(letter);
        }
      });
    const below = (text: string, turn: string | null): ReactNode => [
      turn !== null &&
        createElement(EditsSummary, {
          key: 'edits',
          turn,
          edits: model.edits,
          nameOf: username => model.person(username).display_name,
          contribute: () => model.access.contribute
        }),
      createElement(Fragment, { key: 'messages' }, messages(text, turn)),
      turn !== null &&
        panel !== null &&
        model.access.contribute &&
        createElement(Fragment, { key: 'suggested' }, suggested(turn, panel))
    ];
    add(rendermime, MIME_TYPE, options => {
      const { turns, typed } = model;
      return new TurnRenderer(
        options,
        markdown,
        model,
        turns,
        notebooks,
        typed,
        ({ textOf }) =>
          answerActions(model, {
            textOf,
            save: turn =>
              void app.commands.execute(CommandIDs.saveAnswer, { turn, body: textOf() })
          }),
        below
      );
    });
    add(rendermime, COMPARISON_TYPE, () => {
      const { turns } = model;
      return new ComparisonRenderer(
        server,
        model,
        turns,
        entryOf,
        notebooks,
        model.typed,
        markdown
      );
    });
    add(rendermime, SKILL_MIME_TYPE, () => new SkillRenderer(server, model, notebooks));
    add(rendermime, BOARD_MIME_TYPE, options => {
      return new BoardRenderer(
        options,
        markdown,
        model,
        model.typed,
        goal => model.sprint(goal),
        goal => fetchBurndown(server, goal)
      );
    });
  }
};

function add(
  rendermime: IRenderMimeRegistry,
  type: string,
  createRenderer: IRenderMime.IRendererFactory['createRenderer']
): void {
  rendermime.addFactory({ safe: true, mimeTypes: [type], createRenderer }, 0);
}
