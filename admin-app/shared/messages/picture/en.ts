/** For the upload of a picture. */
export const picture = {
  hint: 'A photo of the prize. Its location and other hidden data are removed before it is uploaded.',
  choose: 'Choose a picture',
  another: 'Choose another',
  remove: 'Remove',
  preparing: 'Uploading …',
  shown: 'The picture of the raffle',
  unreadable: 'This file is not a picture that the browser can open. Try a JPEG or PNG file.',
  'too-large': 'This picture could not be made small enough. Try another one.',
};
