/** Commands about the cell that is worked in. Nothing is sent: a form or a cell is begun. */

import type { CommandRegistry } from '@lumino/commands';
import { shareIcon } from '@jupyterlab/ui-components';
import type { Quotable } from '../core/quoted';
import { askedAbout, quoted } from '../core/quoted';
import { trans } from '../core/trans';
import { commonGroundIcon } from '../ui/icons';
import { warn } from '../ui/warning';
import { choice, described, wordIn } from './arguments';
import type { IContextPanel } from './paneltoken';
import type { IContextModel } from './tokens';
import { CommandIDs } from './tokens';

/** What a cell may be begun for. */
export const BEGINNINGS = ['ask', 'compare'] as const;

export function addCellCommands(
  commands: CommandRegistry,
  model: IContextModel,
  panel: IContextPanel
): void {
  const isEnabled = (): boolean =>
    model.access.contribute && panel.notebooks.current !== null;
  const withCell = (then: (cell: Quotable) => void): void => {
    const cell = panel.notebooks.current;
    if (cell !== null) {
      panel.reveal();
      then(cell);
    }
  };
  commands.addCommand(CommandIDs.askAboutCell, {
    label: trans.__('Ask the AI About This Cell…'),
    caption: trans.__('Ask a question about this cell that only you see'),
    icon: commonGroundIcon,
    isEnabled,
    describedBy: described(),
    execute: () =>
      withCell(cell => {
        model.turns.question.open(askedAbout(cell));
        panel.navigation.go('private', 'ask');
      })
  });
  commands.addCommand(CommandIDs.shareSelection, {
    label: trans.__('Share the Selection With the Team…'),
    caption: trans.__('Add what is selected, or this cell, to the shared context'),
    icon: shareIcon,
    isEnabled,
    describedBy: described(),
    execute: () =>
      withCell(cell => {
        panel.actions.addEntry({ kind: 'knowledge', body: quoted(cell) });
      })
  });
  commands.addCommand(CommandIDs.insertCell, {
    label: args =>
      wordIn(args, 'kind', BEGINNINGS) === 'compare'
        ? trans.__('Insert a Cell That Compares Designs')
        : trans.__('Insert a Cell That Asks the AI'),
    caption: trans.__('Below the cell that is worked in; everyone sees its answer'),
    isEnabled,
    describedBy: described({ kind: choice(BEGINNINGS, trans.__('What it is for')) }),
    execute: args => begin(panel, wordIn(args, 'kind', BEGINNINGS) ?? 'ask')
  });
}

function begin(panel: IContextPanel, kind: (typeof BEGINNINGS)[number]): void {
  try {
    panel.notebooks.begin(kind === 'ask' ? '%%ai\n' : comparison());
  } catch (error) {
    warn(error);
  }
}

/** A comparison to be filled in. */
function comparison(): string {
  return [
    '%%compare',
    `goal: ${trans.__('what is designed')}`,
    'options:',
    `  - ${trans.__('one way')}: ${trans.__('in a few words')}`,
    `  - ${trans.__('another way')}: ${trans.__('in a few words')}`
  ].join('\n');
}
