/** Where the portal serves the three stamps of an alert; `-` stands for an object that the alert lacks. */
export function frameUrl(survey: string, objectId: string, alertId: string): string {
  return `/data/${survey}/${encodeURIComponent(objectId || '-')}/${encodeURIComponent(alertId)}.stamps`;
}
