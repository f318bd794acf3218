/** What kinds of file the library holds. */
export const assetTypes = ['video', 'image', 'audio', 'lora'] as const;
export type AssetType = (typeof assetTypes)[number];
