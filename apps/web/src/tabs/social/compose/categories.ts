/** YouTube's categories that anybody may choose, with YouTube's own numbers, the usual one first. */
export const youtubeCategories = [
  { value: '22', label: 'People & Blogs' },
  { value: '1', label: 'Film & Animation' },
  { value: '2', label: 'Autos & Vehicles' },
  { value: '23', label: 'Comedy' },
  { value: '27', label: 'Education' },
  { value: '24', label: 'Entertainment' },
  { value: '20', label: 'Gaming' },
  { value: '26', label: 'Howto & Style' },
  { value: '10', label: 'Music' },
  { value: '25', label: 'News & Politics' },
  { value: '29', label: 'Nonprofits & Activism' },
  { value: '15', label: 'Pets & Animals' },
  { value: '28', label: 'Science & Technology' },
  { value: '17', label: 'Sports' },
  { value: '19', label: 'Travel & Events' },
] as const;
