/**
 * What the AI is asked to do with the cell that is worked in: a question in a new cell below it, which
 * runs at once, so that everybody in the notebook sees what was asked and what came.
 */

import type { JupyterFrontEnd } from '@jupyterlab/application';
import { editIcon, searchIcon } from '@jupyterlab/ui-components';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { Menu } from '@lumino/widgets';
import { trans } from '../core/trans';
import { warn } from '../ui/warning';
import { choice, described, wordIn } from './arguments';
import type { IContextPanel } from './paneltoken';
import type { IContextModel } from './tokens';
import { CommandIDs } from './tokens';

/** What a cell may be changed for. */
export const ACTIONS = ['explain', 'fix', 'improve', 'document', 'test'] as const;
type Action = (typeof ACTIONS)[number];

export function addCellActions(
  app: JupyterFrontEnd,
  model: IContextModel,
  panel: IContextPanel
): void {
  const { commands } = app;
  const isEnabled = (): boolean =>
    model.access.contribute &&
    ['', 'python'].includes(panel.notebooks.current?.language ?? 'none');
  const wanted = (args: ReadonlyPartialJSONObject): Action =>
    wordIn(args, 'what', ACTIONS) ?? 'improve';
  commands.addCommand(CommandIDs.changeCell, {
    label: args => labelOf(wanted(args)),
    caption: trans.__(
      'Asked in a new cell below; what the AI proposes is accepted or refused cell by cell'
    ),
    isEnabled,
    isVisible: args => wanted(args) !== 'fix' || panel.notebooks.failed,
    describedBy: described({ what: choice(ACTIONS, trans.__('What to do with it')) }),
    execute: async args => {
      try {
        panel.notebooks.begin(questionFor(wanted(args)));
        await panel.notebooks.saveUnlessLive();
        await commands.execute('notebook:run-cell');
      } catch (error) {
        warn(error);
      }
    }
  });
  commands.addCommand(CommandIDs.shareFinding, {
    label: trans.__('Share as a Finding'),
    caption: trans.__(
      'A new cell below asks for the claim, and shows what would be shared when it runs'
    ),
    icon: searchIcon,
    isEnabled,
    describedBy: described(),
    execute: () => {
      try {
        panel.notebooks.begin('%%cg finding --preview\n');
      } catch (error) {
        warn(error);
      }
    }
  });
  commands.addCommand(CommandIDs.cellActions, {
    label: trans.__('Let the AI Change This Cell…'),
    caption: trans.__('Explain, fix, improve, document or test this cell'),
    icon: editIcon,
    isEnabled,
    describedBy: described(),
    execute: () => {
      const menu = new Menu({ commands });
      menu.aboutToClose.connect(() => window.setTimeout(() => menu.dispose()));
      for (const what of ACTIONS) {
        menu.addItem({ command: CommandIDs.changeCell, args: { what } });
      }
      const { left, bottom } = panel.notebooks.placeForMenu(CommandIDs.cellActions);
      menu.open(left, bottom);
    }
  });
}

function labelOf(what: Action): string {
  switch (what) {
    case 'explain':
      return trans.__('Let the AI Explain This Cell');
    case 'fix':
      return trans.__('Let the AI Fix This Error');
    case 'improve':
      return trans.__('Let the AI Improve This Cell');
    case 'document':
      return trans.__('Let the AI Document This Cell');
    case 'test':
      return trans.__('Let the AI Test This Cell');
  }
}

/** The cell that asks; an explanation changes nothing. */
function questionFor(what: Action): string {
  switch (what) {
    case 'explain':
      return `%%ai\n${trans.__('Explain the cell right above this one: what it does, how, and what to look out for.')}`;
    case 'fix':
      return `%%ai --edit\n${trans.__('Fix the error of the cell right above this one. Change no more than that needs.')}`;
    case 'improve':
      return `%%ai --edit\n${trans.__('Improve the cell right above this one: make it clearer and more robust, and keep what it does.')}`;
    case 'document':
      return `%%ai --edit\n${trans.__('Document the cell right above this one: docstrings and comments where they help, and a Markdown cell above it if the notebook lacks one.')}`;
    case 'test':
      return `%%ai --edit\n${trans.__('Propose a new cell below the cell right above this one that tests it.')}`;
  }
}
