"""Writes one JSON line for every packet that leaves this network namespace, on any interface, loopback too.

Needs CAP_NET_RAW. The payload is looked through for the words given on the command line, and not written down.
"""

import json
import socket
import struct
import sys

OUTGOING = 4
words = [word.encode() for word in sys.argv[1:]]


def dns_name(data: bytes) -> str:
    """The name asked for in a DNS query (or an mDNS one)."""
    labels, at = [], 12
    while at < len(data) and data[at] != 0 and data[at] < 64:
        labels.append(data[at + 1 : at + 1 + data[at]].decode("ascii", "replace"))
        at += 1 + data[at]
    return ".".join(labels)


def describe(frame: bytes) -> dict | None:
    kind = struct.unpack("!H", frame[12:14])[0]
    if kind == 0x0800:
        size = (frame[14] & 15) * 4
        protocol, to = frame[23], socket.inet_ntop(socket.AF_INET, frame[30:34])
        rest = frame[14 + size :]
    elif kind == 0x86DD:
        protocol, to = frame[20], socket.inet_ntop(socket.AF_INET6, frame[38:54])
        rest = frame[54:]
    else:
        return None  # ARP and the like: no address of anybody's
    packet = {"to": to, "protocol": {6: "tcp", 17: "udp"}.get(protocol, str(protocol)), "bytes": len(rest)}
    if protocol in (6, 17):
        packet["from_port"], packet["port"] = struct.unpack("!HH", rest[:4])
    if protocol == 17 and packet["port"] in (53, 5353):
        packet["name"] = dns_name(rest[8:])
    packet["words"] = [word.decode() for word in words if word in rest]
    return packet


with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) as sniffer:
    sniffer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 20)
    print(json.dumps({"ready": True}), flush=True)
    while True:
        frame, (_, _, packet_type, *_) = sniffer.recvfrom(1 << 17)
        if packet_type != OUTGOING:
            continue
        packet = describe(frame)
        if packet:
            print(json.dumps(packet), flush=True)
