"""Password hashes as other programs have left them."""

import base64
import hashlib


def piccolo(password, iterations=600_000, salt="a1b2c3d4e5f60718"):
    """As `piccolo_api` stores it: the digest in hex."""
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), iterations)
    return f"pbkdf2_sha256${iterations}${salt}${digest.hex()}"


def django(password, iterations=600_000, salt="Q7xWk2LmN9pR"):
    """As Django stores it: the digest in base64."""
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), iterations)
    return f"pbkdf2_sha256${iterations}${salt}${base64.b64encode(digest).decode()}"


def bcrypt(password, kind="2b", cost=6):
    import crypt  # deprecated, and all that the standard library has

    salt = f"${kind}${cost:02}$" + "abcdefghijklmnopqrstuu"
    return crypt.crypt(password, salt)
