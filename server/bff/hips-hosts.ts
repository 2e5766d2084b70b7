/** Servers of the CDS that hold sky images as tiles (HiPS) and catalogues; the images are on the first. */
export const cdsHosts =
  'https://alasky.cds.unistra.fr https://alaskybis.cds.unistra.fr https://alasky.unistra.fr https://alaskybis.unistra.fr https://axel.cds.unistra.fr https://aladin.cds.unistra.fr';

const origin = /^https?:\/\/[\w.-]+(?::\d{1,5})?$/;

/** Origins between spaces or commas; none for `none`; undefined where one of them is no origin. */
export function hipsHostsFrom(text: string): readonly string[] | undefined {
  if (text.trim() === 'none') return [];
  const hosts = text.split(/[\s,]+/).filter((host) => host !== '');
  return hosts.length > 0 && hosts.every((host) => origin.test(host)) ? hosts : undefined;
}
