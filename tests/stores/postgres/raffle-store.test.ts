import { openRaffles, openTestDatabase } from '../../support/postgres.ts';
import { testStoreBehaviour, type OpenStore } from '../../support/store-behaviour.ts';
import { testStoreDeletions } from '../../support/store-deletions.ts';

const openPostgres: OpenStore = async (t) => {
  const { database } = await openTestDatabase(t);
  return {
    store: await openRaffles(t, database),
    reopen: () => openRaffles(t, database),
  };
};

testStoreBehaviour('the PostgreSQL store', openPostgres);
testStoreDeletions('the PostgreSQL store', openPostgres);
