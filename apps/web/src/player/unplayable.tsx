import { type Asset, assetWarnings } from '@videoexpress/job-schema';

interface UnplayableProps {
  readonly asset: Pick<Asset, 'warnings'> | undefined;
  /** What else may be the reason. */
  readonly otherwise: string;
}

/** Stands where a clip should play that does not: because this browser cannot, where that is known, else for another reason. */
export function Unplayable({ asset, otherwise }: UnplayableProps) {
  const isOfTheFormat = asset?.warnings.includes('not_every_browser') === true;
  return (
    <div className="grid max-w-96 gap-1 text-center">
      <p className="font-medium">
        {isOfTheFormat ? 'This browser does not play the clip.' : 'This clip cannot be played.'}
      </p>
      <p className="text-meta">{isOfTheFormat ? assetWarnings.not_every_browser : otherwise}</p>
    </div>
  );
}
