import type { z } from 'zod';
import type { AssetType } from '../asset-type.ts';

/** One kind of job: what goes in, what comes out, and how patient to be with it. */
export interface JobKindDefinition<Id extends string = string> {
  readonly id: Id;
  /** What a person calls it. */
  readonly label: string;
  /**
   * The fields every engine understands, as a person sends them. Fields beyond these are allowed only where the chosen
   * model declares them as a parameter.
   */
  readonly input: z.ZodObject;
  /** The places of the input that name an asset, with the type that it must have; in lists by number, `loras.0.lora`. */
  readonly assetFields: Readonly<Record<string, AssetType>>;
  /** What it makes; null: nothing that the library keeps. Such jobs are made by the part of the studio that they belong to. */
  readonly output: AssetType | null;
  /** Whether running it twice by mistake does no harm beyond its cost. What is not is never tried again by itself. */
  readonly repeatable: boolean;
  /** Silence while running, in milliseconds, after which the job is given up. */
  readonly silenceLimitMs: number;
}
