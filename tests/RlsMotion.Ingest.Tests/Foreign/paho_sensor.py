#!/usr/bin/env python3
"""A foreign sensor (python3-paho-mqtt): publishes one message a line of stdin, prints one answer a line.

Arguments: host port client-id user password [will-topic will-payload]. Lines: "pub TOPIC QOS HEX", "sub FILTER", "wait TOPIC", "die".
"""
import os, queue, sys
import paho.mqtt.client as mqtt

host, port, client_id, user, password = sys.argv[1:6]
client = mqtt.Client(client_id=client_id, protocol=mqtt.MQTTv5)
if user:
    client.username_pw_set(user, password)
if len(sys.argv) > 7:
    client.will_set(sys.argv[6], sys.argv[7], qos=1, retain=True)
answers, messages = queue.Queue(), queue.Queue()
client.on_connect = lambda c, u, f, rc, p=None: answers.put(f"connected {rc.value}")
client.on_subscribe = lambda c, u, mid, codes, p=None: answers.put(f"subscribed {codes[0].value}")
client.on_publish = lambda c, u, mid: answers.put("published")
client.on_message = lambda c, u, m: messages.put((m.topic, m.payload))
client.connect(host, int(port), keepalive=20)
client.loop_start()
print(answers.get(timeout=20), flush=True)
for line in sys.stdin:
    word, *rest = line.split()
    if word == "pub":
        client.publish(rest[0], bytes.fromhex(rest[2]) if len(rest) > 2 else b"", qos=int(rest[1]))
        print(answers.get(timeout=20), flush=True)
    elif word == "sub":
        client.subscribe(rest[0], qos=1)
        print(answers.get(timeout=20), flush=True)
    elif word == "wait":
        while True:
            topic, payload = messages.get(timeout=20)
            if topic == rest[0]:
                print("heard " + payload.decode(), flush=True)
                break
    elif word == "die":
        os._exit(3)  # no DISCONNECT: the will speaks
client.disconnect()
client.loop_stop()
