import { runSql } from './postgres.ts';

/** A schema as statements, in alphabetical order: tables with columns and constraints, indexes, functions. */
export async function dumpSchema(url: string): Promise<string> {
  const lines = await runSql<{ line: string }>(url, dump);
  return lines.map(({ line }) => `${line}\n`).join('');
}

const dump = `
  WITH tables AS (
    SELECT oid, relname FROM pg_class WHERE relnamespace = 'raffle'::regnamespace AND relkind = 'r'
  ), lines AS (
    SELECT relname, 0 AS part, '' AS name, 'CREATE TABLE ' || relname || ' (' || (
        SELECT string_agg(
          E'\\n  ' || attname || ' ' || format_type(atttypid, atttypmod)
            || COALESCE(' COLLATE "' || NULLIF(collname, 'default') || '"', '')
            || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
            || COALESCE(' DEFAULT ' || pg_get_expr(adbin, adrelid), ''), ',' ORDER BY attnum)
        FROM pg_attribute
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        LEFT JOIN pg_collation AS c ON c.oid = attcollation
        WHERE attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
      ) || E'\\n);' AS line
    FROM tables
    UNION ALL
    SELECT relname, 1, conname,
      'ALTER TABLE ' || relname || ' ADD CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(c.oid) || ';'
    FROM pg_constraint AS c JOIN tables ON conrelid = tables.oid WHERE contype <> 'n'
    UNION ALL
    SELECT tables.relname, 2, i.relname, pg_get_indexdef(indexrelid) || ';'
    FROM pg_index JOIN tables ON indrelid = tables.oid JOIN pg_class AS i ON i.oid = indexrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    UNION ALL
    SELECT relname, 3, tgname, pg_get_triggerdef(t.oid) || ';'
    FROM pg_trigger AS t JOIN tables ON tgrelid = tables.oid WHERE NOT tgisinternal
    UNION ALL
    SELECT '~', 4, proname, pg_get_functiondef(oid) || ';'
    FROM pg_proc WHERE pronamespace = 'raffle'::regnamespace
  )
  SELECT line FROM lines ORDER BY relname, part, name`;
