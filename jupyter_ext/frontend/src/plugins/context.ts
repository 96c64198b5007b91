/** The plugin that keeps the shared context of the team, live, and reads it aloud where it must. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator } from '@jupyterlab/translation';
import { Server } from '../api/server';
import { DOMAIN, translateWith } from '../core/trans';
import { Feed } from '../feed/feed';
import { DraftBox } from '../ui/draftbox';
import { DraftShelf } from '../ui/draftshelf';
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
    announce(model);
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

/** One polite live region for the whole page, silent while answers grow. */
function announce(model: IContextModel): void {
  const region = document.createElement('div');
  region.className = 'cg-visually-hidden';
  region.setAttribute('aria-live', 'polite');
  region.dataset['testid'] = 'cg-announcer';
  document.body.append(region);
  model.stateChanged.connect(() => {
    if (region.textContent !== model.announcement) {
      region.textContent = model.announcement;
    }
  });
}
