#!/usr/bin/env python3
"""An independent sensor that pairs from a QR text: paho for MQTT, python3-cryptography for HKDF and AES-GCM. Shares no code with the server.

Argument: the QR text. Prints "number NN", then "device ID", then "active" after info and state are published, then waits for end of stdin.
"""
import base64, json, os, queue, sys
from hashlib import sha256
from urllib.parse import parse_qs
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.hmac import HMAC
import paho.mqtt.client as mqtt

def b64url(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
def unb64url(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
def expand(info, length): return HKDFExpand(SHA256(), length, info).derive(prk)

scheme, _, query = sys.argv[1].partition("?")
assert scheme == "rlsm:1"
field = {name: values[0] for name, values in parse_qs(query).items()}
pair_id, secret = field["i"], unb64url(field["s"])
extract = HMAC(pair_id.encode(), SHA256())
extract.update(secret)
prk = extract.finalize()

def connect(client_id, password, topic):
    inbox, ready = queue.Queue(), queue.Queue()
    client = mqtt.Client(client_id=client_id, protocol=mqtt.MQTTv5)
    client.username_pw_set(client_id, password)
    client.on_connect = lambda c, u, f, rc, p=None: ready.put(rc.value)
    client.on_subscribe = lambda c, u, mid, codes, p=None: ready.put(codes[0].value)
    client.on_message = lambda c, u, m: inbox.put(json.loads(m.payload))
    client.connect(field["h"], int(field["p"]), keepalive=20)
    client.loop_start()
    assert ready.get(timeout=20) == 0
    client.subscribe(topic, qos=1)
    assert ready.get(timeout=20) < 128
    return client, inbox

client, inbox = connect("pair-" + pair_id, b64url(expand(b"rlsm1 mqtt", 32)), f"rls/v1/pair/{pair_id}/res")
nonce = os.urandom(16)
request = json.dumps({"v": 1, "hw": "python", "serial": "py-1", "fw": "0", "site": "ankle", "caps": {"rates": [50], "rangeG": [8], "axes": 3, "flashSeconds": 0},
                      "nonce": base64.b64encode(nonce).decode()}).encode()
client.publish(f"rls/v1/pair/{pair_id}/req", request, qos=1)
ask = inbox.get(timeout=60)
assert ask["v"] == 1 and ask["ask"] == "confirm"
context = nonce + base64.b64decode(ask["nonce"]) + sha256(request).digest()
print("number", int.from_bytes(expand(b"num" + context, 4), "big") % 100, flush=True)
answer = inbox.get(timeout=60)
assert answer["ok"] is True
sealed = base64.b64decode(answer["sealed"])
offer = json.loads(AESGCM(expand(b"rlsm1 seal" + context, 32)).decrypt(sealed[:12], sealed[12:], b"rlsm1 res" + pair_id.encode()))
client.loop_stop()
print("device", offer["deviceId"], flush=True)
device, inbox = connect(offer["deviceId"], offer["password"], offer["prefix"] + "/down/#")
device.publish(offer["prefix"] + "/info", json.dumps({"v": 1, "hw": "python", "boot": 5}), qos=1, retain=True).wait_for_publish()
device.publish(offer["prefix"] + "/state", json.dumps({"v": 1, "s": "online", "boot": 5}), qos=1, retain=True).wait_for_publish()
print("active", flush=True)
sys.stdin.read()
device.disconnect()
