/** The plugin that keeps the shared context of the team, live, and reads it aloud where it must. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator } from '@jupyterlab/translation';
import { Server } from '../api/server';
import { saidOf, saidOfRoute } from '../core/said';
import { DOMAIN, translateWith } from '../core/trans';
import { Feed } from '../feed/feed';
import { announce } from '../ui/announcer';
import { DraftBox } from '../ui/draftbox';
import { DraftShelf } from '../ui/draftshelf';
import { FocusKeeper } from '../ui/focus';
import { browserShelf } from '../ui/kept';
import { IContextModel, PLUGIN } from './tokens';
import { Workspace } from './workspace';

export const context: JupyterFrontEndPlugin<IContextModel> = {
  id: `${PLUGIN}:context`,
  description: 'Keeps the shared context of the team, live.',
  autoStart: true,
  provides: IContextModel,
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, translator: ITranslator | null): IContextModel => {
    if (translator !== null) {
      translateWith(translator.load(DOMAIN));
    }
    const server = new Server(app.serviceManager.serverSettings);
    const feed = new Feed(
      server.settings,
      () => server.feedUrl(),
      () => server.refuses()
    );
    server.channel = feed;
    const typed = new DraftBox(
      username => new DraftShelf(username, browserShelf()),
      async changed => (await server.post('/drafts', { drafts: changed })).drafts
    );
    const model = new Workspace(server, feed, typed);
    model.start();
    watch(typed);
    document.addEventListener('visibilitychange', () => feed.check());
    new FocusKeeper(document);
    readAloud(model);
    return model;
  }
};

/** Other browsers' drafts come when this page is looked at; one that is kept nowhere is warned of. */
function watch(typed: DraftBox): void {
  document.addEventListener('visibilitychange', () => typed.exchange());
  window.addEventListener('focus', () => typed.exchange());
  window.addEventListener('beforeunload', event => {
    if (typed.unkept) {
      event.preventDefault();
    }
  });
}

/** What was done, and which answers are complete; silent while they grow. */
function readAloud(model: IContextModel): void {
  let last = '';
  model.stateChanged.connect(() => {
    if (last !== model.announcement) {
      last = model.announcement;
      announce(last);
    }
  });
  Server.carriedOut.connect((_, done) =>
    announce(
      'command' in done ? saidOf(done.command) : saidOfRoute(done.path, done.body)
    )
  );
}
