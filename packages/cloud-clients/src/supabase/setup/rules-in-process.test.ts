import { openPglite } from '../../testing/supabase/pglite-database.ts';
import { describeRulesOfRows } from '../../testing/supabase/rules-of-rows.ts';

describeRulesOfRows(openPglite, ['nothing']);
