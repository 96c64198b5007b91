/** Commands about what is under way: answers, the connection, what came meanwhile, notifications. */

import { Notification } from '@jupyterlab/apputils';
import { stopIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Turn } from '../api/wire/turn';
import { trans } from '../core/trans';
import { described } from './arguments';
import { mayNotify } from './desktop';
import type { IContextPanel } from './paneltoken';
import type { IContextModel } from './tokens';
import { CommandIDs } from './tokens';

/** Milliseconds for which a warning stands. */
const STANDS = 8_000;

export function addLive(
  commands: CommandRegistry,
  model: IContextModel,
  panel: IContextPanel
): void {
  commands.addCommand(CommandIDs.stop, {
    label: trans.__('Stop My Answers'),
    caption: trans.__('Stop the answers to your questions; what has come is kept'),
    icon: stopIcon,
    isEnabled: () => ownUnderWay(model).length > 0,
    describedBy: described(),
    execute: async () => {
      await Promise.all(ownUnderWay(model).map(turn => model.turns.stop(turn.id)));
    }
  });
  commands.addCommand(CommandIDs.acknowledge, {
    label: trans.__('Acknowledge What Came Since You Left'),
    caption: trans.__('Say that you know what happened while you were away'),
    isEnabled: () => model.since.handoff !== null,
    describedBy: described(),
    execute: () => panel.actions.acknowledge()
  });
  commands.addCommand(CommandIDs.reconnect, {
    label: trans.__('Connect and Fetch Everything Again'),
    caption: trans.__('Try the connection of Common Ground at once'),
    describedBy: described(),
    execute: () => model.refresh()
  });
  commands.addCommand(CommandIDs.notifyOnDesktop, {
    label: trans.__('Show Notifications on the Desktop'),
    caption: trans.__('Tell it on the desktop while another window is in front'),
    isToggled: () => panel.settings.choices.desktop,
    describedBy: described(),
    execute: async () => {
      const on = !panel.settings.choices.desktop;
      if (on && !(await mayNotify())) {
        Notification.warning(
          trans.__(
            'The browser shows no notifications of this page. Allow them for it in the browser’s settings, then try again.'
          ),
          { autoClose: STANDS }
        );
        return;
      }
      await panel.settings.choose('desktop', on);
    }
  });
}

/** Answers to this member's own questions that still grow. */
export function ownUnderWay(model: IContextModel): Turn[] {
  const { list } = model.turns;
  const you = model.user?.username;
  return list.tag === 'ready'
    ? list.value.turns.filter(turn => turn.status === 'streaming' && turn.asker === you)
    : [];
}
