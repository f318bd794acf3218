import {
  type Connection,
  type ConnectionId,
  err,
  ok,
  publishingServices,
  type RemovedConnection,
  type Result,
} from '@videoexpress/job-schema';
import { within } from '../engines/within.ts';
import type { Refusal } from '../refusal.ts';
import { connectionHealth } from './connection-health.ts';
import { createConnectionLogin } from './connection-login.ts';
import type { ConnectionStore, StoredConnection } from './connection-store.ts';
import type { ConnectionTokens } from './connection-tokens.ts';
import type { Connections } from './connections.ts';
import { type ConnectionsContext, serviceLimitMs, serviceOf } from './connections-context.ts';
import { createConnectionTokens } from './create-connection-tokens.ts';
import { createLoginKeeper } from './keep-logins-fresh.ts';
import type { LoginAccount, LoginError, LoginService } from './login-service.ts';
import { openTokens } from './sealed-tokens.ts';

const notFound: Refusal = { code: 'not_found', detail: 'There is no account with this id.' };
const revokeLimitMs = 10_000;

export type ConnectionsDeps = Omit<ConnectionsContext, 'store' | 'services'> & {
  readonly connections: ConnectionStore;
  readonly loginServices: readonly LoginService[];
};

/** Connections, put together: logins, tokens for whoever publishes, and what keeps them alive. */
export function createConnections(deps: ConnectionsDeps) {
  const context: ConnectionsContext = { ...deps, store: deps.connections, services: deps.loginServices };
  const { store, clock, audit, log } = context;
  const tokens = createConnectionTokens(context);

  async function identify(connection: Connection, access: string): Promise<Result<LoginAccount, LoginError>> {
    const label = publishingServices[connection.service];
    const service = serviceOf(context, connection.service);
    const late = () => err<LoginError>({ code: 'unreachable', detail: `${label} did not answer in time.` });
    return within(clock, serviceLimitMs, context.stop, (signal) => service.identify(access, signal), late);
  }

  /** As the row is now: a check that found the login dead has written so. */
  async function now(id: ConnectionId): Promise<Result<Connection, Refusal>> {
    const stored = await store.get(id);
    return stored === null ? err(notFound) : ok(stored.connection);
  }

  async function check(id: ConnectionId): Promise<Result<Connection, Refusal>> {
    const stored = await store.get(id);
    if (stored === null) return err(notFound);
    let token = await tokens.current(id, context.stop);
    for (let tries = 0; token.ok && tries < 2; tries += 1) {
      const asked = await identify(stored.connection, token.value);
      if (asked.ok) return now(id);
      if (asked.error.code !== 'dead') return err({ code: 'service_unreachable', detail: asked.error.detail });
      token = await tokens.afterRefusal(id, token.value, context.stop);
    }
    if (!token.ok && token.error.code === 'unreachable') {
      return err({ code: 'service_unreachable', detail: token.error.detail });
    }
    return now(id);
  }

  /** Takes the login back at the service, as far as it lets a program. */
  async function revoke({
    connection,
    tokensSealed,
  }: StoredConnection): Promise<Omit<RemovedConnection, 'id' | 'deleted'>> {
    const service = serviceOf(context, connection.service);
    const label = publishingServices[connection.service];
    const held = tokensSealed === null ? null : await openTokens(context.sealer, connection, tokensSealed);
    const outcome =
      held === null
        ? 'impossible'
        : await within<'revoked' | 'unreachable' | 'impossible'>(
            clock,
            revokeLimitMs,
            context.stop,
            (signal) => service.revoke(held, signal),
            () => 'unreachable',
          );
    if (outcome === 'revoked') return { revoked: true, note: null };
    const why =
      outcome === 'impossible' ? `${label} lets only you take the login back` : `${label} could not be reached`;
    return { revoked: false, note: `It is removed here. ${why}: do it at ${service.revokePage}.` };
  }

  const connections: Connections = {
    login: createConnectionLogin(context),
    async list(callbackUri) {
      const items = (await store.list()).map(({ connection }) => connection);
      const services = await Promise.all(
        context.services.map(async (each) => {
          const setup = await each.setup(callbackUri(each.service));
          const { service, pasteable } = each;
          const ready = setup.missing.length === 0;
          return {
            service,
            label: publishingServices[service],
            ready,
            pasteable: [...pasteable],
            ...setup,
            missing: [...setup.missing],
          };
        }),
      );
      return { items, services, nextCursor: null };
    },
    check,
    async remove(id, { force, actor }) {
      const stored = await store.get(id);
      if (stored === null) return err(notFound);
      const waiting = force ? 0 : await store.waitingPosts(id);
      if (waiting > 0) {
        const [wait, goes] = waiting === 1 ? ['1 post waits', 'it goes'] : [`${waiting} posts wait`, 'they go'];
        const { accountName } = stored.connection;
        const detail = `${wait} for ${accountName}. If you disconnect it all the same, ${goes} out only if ${accountName} is connected again in time; what was to go out before that has to be sent again.`;
        return err({ code: 'connection_in_use', detail });
      }
      const revoked = await revoke(stored);
      if (!(await store.remove(id, clock.now()))) return err(notFound);
      const detail = `${publishingServices[stored.connection.service]}: ${stored.connection.accountName}`;
      log.info({ connection: id, revoked: revoked.revoked }, 'An account was disconnected');
      await audit.note({ action: 'connection_removed', actor, subject: id, detail });
      context.onChange({ id, deleted: true });
      return ok({ id, deleted: true, ...revoked });
    },
  };

  return {
    connections,
    /** For whoever calls a service in a person's name. */
    tokens: tokens satisfies ConnectionTokens,
    /** Opens every login, so that each token is known before anybody can quote it. */
    async openAll(): Promise<void> {
      try {
        for (const { connection, tokensSealed } of await store.list())
          if (tokensSealed !== null) await openTokens(context.sealer, connection, tokensSealed);
      } catch (cause) {
        log.warn({ err: cause }, 'Logins could not be opened at the start; each is when it is used');
      }
    },
    /** To be done once an hour. */
    keepFresh: createLoginKeeper(context, tokens),
    health: async (service: Connection['service']) => connectionHealth(service, await store.list()),
  };
}
