export * from './crash-reports/create-crash-reports.ts';
export * from './captions/create-caption-writers.ts';
export * from './object-storage/create-object-storage.ts';
export { createYoutubeSite, type YoutubeSiteDeps } from './youtube/create-youtube-site.ts';
export { createCloudClient } from './supabase/create-cloud-client.ts';
export { type LoginAddresses, realLoginAddresses } from './logins/login-addresses.ts';
export { createLoginServices } from './logins/login-services.ts';
export * from './instagram/create-instagram-site.ts';
