/** What stands above all tabs: that the server, the store or the model is in trouble, or that you only read. */

import type { ReactNode } from 'react';
import { trans } from '../../core/trans';
import { RescueButton } from '../../features/audit/rescuebutton';
import { NearbyOffer } from '../../features/team/nearbymodel';
import type { IContextModel } from '../tokens';
import { Banner, Coded, ProblemNote } from '../../ui/states';

export function Banners(props: {
  model: IContextModel;
  /** One more, which is not the model's to say. */
  children: ReactNode;
}): JSX.Element {
  const { model } = props;
  const { connection, access } = model;
  const { status, store, nearby } = model.team;
  const away =
    connection.tag === 'refused' ||
    (connection.tag === 'waiting' && connection.attempt > 1);
  return (
    <div className="cg-banners">
      {status.tag === 'error' && !(away && status.problem.passing) && (
        <ProblemNote problem={status.problem} retry={() => model.refresh()} />
      )}
      {connection.tag === 'refused' && (
        <Banner look="error" testId="cg-banner-refused">
          {trans.__(
            'Your link no longer works. Open your personal link in another tab: then this page goes on, with all that you have typed.'
          )}
        </Banner>
      )}
      {connection.tag === 'waiting' && connection.attempt > 1 && (
        <Banner look="warn" testId="cg-banner-disconnected">
          {trans.__(
            'Not connected: you see the last known state. What you write is kept here.'
          )}
        </Banner>
      )}
      {!store.ok && (
        <Banner look="error" testId="cg-banner-store">
          <Coded
            text={trans.__(
              'The server can’t store changes: %1 Reading works.',
              store.message ?? trans.__('its disk does not take them.')
            )}
          />
          {access.administer && <RescueButton rescue={() => model.custody.rescue()} />}
        </Banner>
      )}
      {status.tag === 'ready' && !status.value.collaboration.ok && (
        <Banner look="warn" testId="cg-banner-collaboration">
          <Coded
            text={
              status.value.collaboration.message ??
              trans.__('Live notebooks are off: jupyter-collaboration is missing.')
            }
          />
        </Banner>
      )}
      {status.tag === 'ready' && status.value.model.problem !== null && (
        <Banner look="warn" testId="cg-banner-model">
          <Coded text={status.value.model.problem} />
        </Banner>
      )}
      {nearby.found.tag === 'ready' && (
        <NearbyOffer
          found={nearby.found.value}
          again={nearby.again}
          choose={choice => nearby.choose(choice)}
          leave={() => nearby.leave()}
        />
      )}
      {access.reason !== null && (
        <Banner look="info" testId="cg-banner-readonly">
          <Coded text={access.reason} />
        </Banner>
      )}
      {props.children}
    </div>
  );
}
