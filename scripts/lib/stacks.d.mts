export function inspectorPort(pid: number): number;
