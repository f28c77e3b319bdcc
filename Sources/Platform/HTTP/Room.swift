public enum HTTPRoom {}
