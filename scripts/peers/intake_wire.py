"""A connection that sends bytes made before and reads just enough of the answer."""

import socket


class Wire:
    def __init__(self, address):
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family)
        self.socket.settimeout(60)
        self.socket.connect(address)
        if family == socket.AF_INET:
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def send(self, content):
        self.socket.sendall(content)

    def _more(self):
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise OSError("the connection was closed")
        self.buffer += piece

    def line(self):
        while b"\n" not in self.buffer:
            self._more()
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line.rstrip(b"\r")

    def take(self, count):
        while len(self.buffer) < count:
            self._more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def lines(self, count):
        """So many lines as one, when it does not matter what is in which."""
        while self.buffer.count(b"\n") < count:
            self._more()
        taken, self.buffer = self.buffer, b""
        return taken

    def close(self):
        self.socket.close()
