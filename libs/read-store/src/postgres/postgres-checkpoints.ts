import { BEGINNING, type Checkpoint, CheckpointMoved, type Position } from '#event-sourcing';
import { sql } from '../queries/sql.js';
import type { Session } from './postgres-connection.js';

/** Of a process. Throws CheckpointMoved. */
export const moveCheckpoint = async (
  session: Session,
  name: string,
  from: Position,
  { position, mark = '' }: Checkpoint,
): Promise<void> => {
  const [found] = await session.all(sql<{ position: Position }>`select position from checkpoints where name = ${name}`);
  const at = found?.position ?? BEGINNING;
  if (at !== from) throw new CheckpointMoved(name, from, at);
  await session.all(sql`insert into checkpoints (name, position, mark) values (${name}, ${position}, nullif(${mark}, ''))
    on conflict (name) do update set position = excluded.position, mark = excluded.mark`);
};
