public enum JSONRoom {}
