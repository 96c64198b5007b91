/** The plugin for meetings: presenting and following, the signal of a phase's end, pages to keep. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';
import { attempt, mayPass, Problem } from '../api/problem';
import { Server } from '../api/server';
import { trans } from '../core/trans';
import { COMPARISON_PREFIX } from '../features/comparison/comparison';
import { phaseName } from '../features/comparison/headings';
import { fetchComparisons } from '../features/comparison/requests';
import { PhaseTimers } from '../features/comparison/timers';
import { Follower } from '../features/meeting/follower';
import { Refresh } from '../feed/refresh';
import { chime } from '../ui/chime';
import { Notebooks } from '../ui/notebooks';
import { Stage } from '../ui/stage';
import { IContextPanel } from './paneltoken';
import { IContextModel, PLUGIN } from './tokens';

export const MeetingCommands = {
  present: 'commonground:present',
  follow: 'commonground:follow-presenter',
  exportSprint: 'commonground:export-sprint',
  exportHandoff: 'commonground:export-handoff'
} as const;

/** The schema of a command without arguments. */
const NOTHING = { args: { type: 'object', properties: {} } } as const;
/** Milliseconds for which it is asked whether one follows. */
const ASKS = 15_000;
/** Milliseconds for which an error stands. */
const STANDS = 8_000;
/** Milliseconds in which several steps of a presenter become one. */
const STEP = 150;

export const meeting: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:meeting`,
  description: 'Lets members follow a presenter, signals a phase’s end, makes pages.',
  autoStart: true,
  requires: [IContextModel, IContextPanel],
  optional: [ICommandPalette, INotebookTracker, IDocumentManager],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    panel: IContextPanel,
    palette: ICommandPalette | null,
    tracker: INotebookTracker | null,
    documents: IDocumentManager | null
  ): void => {
    const server = new Server(app.serviceManager.serverSettings);
    const notebooks = new Notebooks(tracker, documents);
    addPages(app.commands, model);
    if (tracker !== null && documents !== null) {
      const stage = new Stage(tracker, documents);
      lead(model, stage);
      new Follower(model.meeting, stage, username => model.person(username));
    }
    addMeeting(app.commands, model);
    void panel.settings.loaded.then(() => {
      ask(model, panel);
      signalEnds(model, panel, server, notebooks);
    });
    for (const command of Object.values(MeetingCommands)) {
      palette?.addItem({ command, category: trans.__('Common Ground') });
    }
  }
};

/** Tell where this member is, while they present. */
function lead(model: IContextModel, stage: Stage): void {
  model.meeting.here = () => stage.place;
  let timer = 0;
  stage.moved.connect(() => {
    if (timer === 0 && model.meeting.presenting !== null) {
      timer = window.setTimeout(() => {
        timer = 0;
        void model.meeting.go();
      }, STEP);
    }
  });
}

/** Ask whether this member follows, once for each presenter who begins. */
function ask(model: IContextModel, panel: IContextPanel): void {
  model.meeting.begun.connect((meeting, { by }) => {
    if (panel.settings.choices.askToFollow && meeting.followed === null) {
      Notification.info(
        trans.__('%1 presents. Follow?', model.person(by).display_name),
        {
          autoClose: ASKS,
          actions: [
            {
              label: trans.__('Follow'),
              displayType: 'accent',
              callback: () => meeting.follow(by)
            }
          ]
        }
      );
    }
  });
}

/** Say that a phase's time is over: shown and read aloud, and heard where that was chosen. */
function signalEnds(
  model: IContextModel,
  panel: IContextPanel,
  server: Server,
  notebooks: Notebooks
): void {
  const timers = new PhaseTimers();
  const refresh = new Refresh(async () => {
    const found = await attempt(() => fetchComparisons(server));
    if (found.tag === 'ready') {
      timers.set(found.value);
    }
    return !mayPass(found);
  });
  model.onFacts(COMPARISON_PREFIX, () => refresh.soon());
  refresh.soon();
  timers.over.connect((_, { goal, phase, path, cell }) => {
    const show = (): void => void told(notebooks.jump(path ?? '', cell));
    Notification.warning(
      trans.__('Time is over for “%1”: %2', phaseName(phase), goal),
      {
        autoClose: ASKS,
        actions: path === null ? [] : [{ label: trans.__('Show'), callback: show }]
      }
    );
    if (panel.settings.choices.soundAtPhaseEnd) {
      chime();
    }
  });
}

function addMeeting(commands: CommandRegistry, model: IContextModel): void {
  const { meeting } = model;
  commands.addCommand(MeetingCommands.present, {
    label: () =>
      meeting.presenting === null
        ? trans.__('Present to the Others')
        : trans.__('Stop Presenting'),
    caption: trans.__('Let the others follow you through the notebook, cell by cell'),
    isEnabled: () => model.access.contribute,
    isToggled: () => meeting.presenting !== null,
    describedBy: NOTHING,
    execute: () => told(meeting.presenting === null ? meeting.present() : meeting.end())
  });
  commands.addCommand(MeetingCommands.follow, {
    label: () =>
      meeting.followed === null
        ? trans.__('Follow the Presenter')
        : trans.__('Leave the Presenter'),
    caption: trans.__('Go where the presenter goes, until you press Escape or scroll'),
    isEnabled: () => meeting.followed !== null || meeting.others.length > 0,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          username: {
            type: 'string',
            description: trans.__('Whom; whoever began first where nobody is named')
          }
        }
      }
    },
    execute: ({ username }) => {
      if (meeting.followed !== null) {
        meeting.leave();
      } else {
        const by = typeof username === 'string' ? username : meeting.others[0]?.by;
        meeting.follow(by ?? '');
      }
    }
  });
  model.stateChanged.connect(() => {
    commands.notifyCommandChanged(MeetingCommands.present);
    commands.notifyCommandChanged(MeetingCommands.follow);
  });
}

function addPages(commands: CommandRegistry, model: IContextModel): void {
  const page = (command: string, label: string, of: 'sprint' | 'handoff'): void => {
    commands.addCommand(command, {
      label,
      caption: trans.__('Download a page that opens anywhere, offline, and prints'),
      describedBy: NOTHING,
      execute: () => told(model.page(of))
    });
  };
  page(
    MeetingCommands.exportSprint,
    trans.__('Download the Sprint as a Page'),
    'sprint'
  );
  page(
    MeetingCommands.exportHandoff,
    trans.__('Download Today’s Handoff as a Page'),
    'handoff'
  );
}

/** Say why it did not work, where somebody sees it. */
async function told(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    const { message, remedy } = Problem.of(error);
    Notification.error(`${message} ${remedy}`.trim(), { autoClose: STANDS });
  }
}
